import { check } from "../migration/engine.js";
import type { Finding } from "../migration/finding.js";
import type { RuleName } from "../migration/rules/names.js";
import { reasonOf } from "./folder-walk.js";
import { FORMATS, type FormatName } from "./formats.js";
import { loadGrammar } from "./grammar.js";
import { mayConcernRunpod } from "../migration/mentions.js";
import { printable, type Output } from "./output.js";
import { openTargets, type Opened } from "./open-targets.js";
import { inText, type Place } from "./place.js";

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly inputName: string | undefined;
  readonly format: FormatName;
  /** Rules to show; all of them where it is empty. */
  readonly select: ReadonlySet<RuleName>;
  readonly ignore: ReadonlySet<RuleName>;
}

/** A finding with the place that a person looks for. */
export interface PlacedFinding {
  /** As the file was named, with `/`. */
  readonly path: string;
  readonly finding: Finding;
  readonly place: Place;
}

/** Prints what is left of RunPod. Exit code 0: nothing; 1: something; 2: something could not be read. */
export async function runCheck(options: CheckOptions, output: Output): Promise<number> {
  const opened = await openTargets(options.paths, options.inputName);
  const findings: PlacedFinding[] = [];
  for (const file of opened.files) findings.push(...(await findingsIn(file, opened, options)));
  output.result(FORMATS[options.format]({ findings, problems: opened.problems }, output.style));
  for (const { path, reason } of opened.problems) output.say(printable(`${path}: cannot be read: ${reason}`));
  if (options.format === "text") output.say(summary(findings));
  if (opened.problems.length > 0) return 2;
  return findings.length > 0 ? 1 : 0;
}

async function findingsIn(
  file: Opened["files"][number],
  opened: Opened,
  { select, ignore }: CheckOptions,
): Promise<readonly PlacedFinding[]> {
  if (!mayConcernRunpod(file.text)) return [];
  await loadGrammar();
  try {
    // Columns count characters that a person sees, and a byte order mark is none.
    const text = file.text.replace(/^\uFEFF/, "");
    const at = inText(text);
    return check(text)
      .filter(({ rule }) => (select.size === 0 || select.has(rule)) && !ignore.has(rule))
      .map((finding) => ({ path: file.display, finding, place: at(finding.span) }));
  } catch (error) {
    opened.problems.push({ path: file.display, reason: `internal error: ${reasonOf(error)}` });
    return [];
  }
}

function summary(findings: readonly PlacedFinding[]): string {
  const files = new Set(findings.map(({ path }) => path)).size;
  if (files === 0) return "Nothing of RunPod found.";
  return `${counted(findings.length, "finding")} in ${counted(files, "file")}. \`runpod-to-fal migrate\` shows what would become of them.`;
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? "" : "s"}`;
}
