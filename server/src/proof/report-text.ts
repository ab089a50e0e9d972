import { printable, type Style } from "../cli/output.js";
import { circumstances } from "./circumstances.js";
import type { Comparison, Difference } from "./difference.js";
import { ending } from "./ending.js";
import { brief, type Json } from "./json.js";
import { bodyOf, outcomeOf } from "./outcome.js";
import type { Row } from "./prove.js";
import type { NewAnswer } from "./task.js";
import { verdict, type Verification } from "./verification.js";

const inputWidth = 44;
const answerWidth = 30;

/** The verification for people: a table, and below it what differs and what was announced. */
export function textReport(verification: Verification, style: Style): string {
  const { proof } = verification;
  const notes = circumstances(verification).map((text) => style.yellow(printable(text)));
  if (proof.why !== undefined) return [`${style.red("not run")}: ${printable(proof.why)}`, ...notes, ""].join("\n");
  const rows = proof.rows.map((row) => line(row, style));
  const head = style.bold(columns("", "input", "old", "new"));
  return [head, ...rows, "", ...details(verification, style), ...notes, summary(verification, style), ""].join("\n");
}

function columns(mark: string, input: string, old: string, fresh: string): string {
  return [mark.padEnd(3), cut(input, inputWidth), cut(old, answerWidth), cut(fresh, answerWidth)].join(" ").trimEnd();
}

function cut(text: string, width: number): string {
  const characters = Array.from(printable(text));
  return (characters.length <= width ? characters.join("") : `${characters.slice(0, width - 1).join("")}…`).padEnd(
    width,
  );
}

const marks = { equal: "=", announced: "≈", differs: "≠" } as const;

function line(row: Row, style: Style): string {
  const colours = { equal: style.green, announced: style.yellow, differs: style.red } as const;
  const { verdict: found } = row.comparison;
  const input = `${row.path === "/" ? "" : `${row.path} `}${brief(row.request.input, 200)}`;
  return colours[found](columns(marks[found], input, oldAnswer(row), newAnswer(row.fresh)));
}

function oldAnswer(row: Row): string {
  const outcome = outcomeOf(row.old);
  if (outcome.kind === "silent") return `no answer: ${outcome.reason}`;
  if (outcome.kind === "failed") return `FAILED ${brief(outcome.fault?.message ?? outcome.error)}`;
  if (row.path === "/stream") return `${String(row.old.stream?.length ?? 0)} events ${brief(row.old.stream?.[0])}`;
  return brief(outcome.output);
}

function newAnswer(answer: NewAnswer): string {
  if (answer.status === undefined) return `no answer: ${ending(answer.ended ?? "unknown")}`;
  if (answer.events !== undefined) {
    const [first] = answer.events;
    return `${String(answer.events.length)} events ${brief(first === undefined ? undefined : "json" in first ? first.json : first.text)}`;
  }
  const body = brief(bodyOf(answer));
  return answer.status === 200 ? body : `${String(answer.status)} ${body}`;
}

function details({ proof }: Verification, style: Style): readonly string[] {
  const parts: (readonly [string, Comparison])[] = [
    ["while loading", proof.loading],
    ["at once", proof.together],
    ...proof.rows.map((row) => [brief(row.request.input, 100), row.comparison] as const),
  ];
  const announced = [...new Set(parts.flatMap(([, { announced: texts }]) => texts))];
  return [
    ...parts.flatMap(([where, { differences }]) => differences.flatMap((each) => differenceLines(where, each, style))),
    ...announced.map((text) => style.yellow(`≈ ${printable(text)}`)),
  ];
}

function differenceLines(where: string, difference: Difference, style: Style): readonly string[] {
  const { at, old, fresh, reason } = difference;
  const values: (readonly [string, Json | undefined])[] = [
    ["-", old],
    ["+", fresh],
  ];
  const shown = values.filter(([, value]) => value !== undefined || reason === undefined);
  return [
    style.red(
      `≠ ${printable(where)}${at === "" ? "" : `: ${printable(at)}`}${reason === undefined ? "" : `: ${reason}`}`,
    ),
    ...shown.map(([sign, value]) => `  ${sign} ${printable(brief(value, 400))}`),
  ];
}

/** What differs beside the answers. */
function besides({ proof }: Verification): string {
  const parts: (readonly [string, Comparison])[] = [
    ["what is loaded at the start", proof.loading],
    ["requests at once, or cancelled", proof.together],
  ];
  const different = parts.filter(([, { verdict: found }]) => found === "differs").map(([name]) => name);
  return different.length === 0 ? "" : `; different besides: ${different.join(", ")}`;
}

function summary(verification: Verification, style: Style): string {
  const counts = { equal: 0, announced: 0, differs: 0 };
  for (const { comparison } of verification.proof.rows) counts[comparison.verdict] += 1;
  const text = `${String(counts.equal)} equal, ${String(counts.announced)} different as announced, ${String(counts.differs)} different${besides(verification)}`;
  return verdict(verification) === "differs" ? style.red(text) : style.green(text);
}
