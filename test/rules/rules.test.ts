import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { check } from "../../server/src/migration/engine.js";
import type { Finding, Fix } from "../../server/src/migration/finding.js";
import { RULES } from "../../server/src/migration/rules/index.js";
import { RULE_NAMES, type RuleName } from "../../server/src/migration/rules/names.js";
import { GUIDE } from "../../server/src/migration/rules/rule.js";
import { applyEdits } from "../../server/src/python/span.js";
import { loadInstalledPython } from "./python.js";

beforeAll(loadInstalledPython);

describe("every rule", () => {
  test("has a name of the list, and the list no name without a rule", () => {
    expect(RULES.map(({ name }) => name)).toEqual([...RULE_NAMES].sort());
  });

  test("has a file of its name", () => {
    const files = readdirSync("server/src/migration/rules").filter(
      (name) => name.endsWith(".ts") && !NO_RULES.has(name),
    );
    expect(files.map((name) => name.replace(/\.ts$/, "")).sort()).toEqual([...RULE_NAMES].sort());
  });

  test("says what it found, why, and which fal form stands for it", () => {
    const wanting = RULES.filter(
      ({ title, why, mappings }) => title === "" || title.endsWith(".") || !why.endsWith(".") || mappings.length === 0,
    );
    expect(wanting.map(({ name }) => name)).toEqual([]);
  });

  test("leads to its own page first", () => {
    for (const { name, links } of RULES) expect(links[0]).toMatch(new RegExp(`/docs/rules/${name}\\.md$`));
  });
});

const NO_RULES = new Set(["index.ts", "names.ts", "rule.ts"]);

/** The rows of the guide's concept table, in its order: each is some rule's. */
const GUIDE_ROWS = [
  "handler(job)",
  'runpod.serverless.start({"handler": handler})',
  'job["input"]',
  "return result",
  "yield result (streaming)",
  "Model loading at module level",
  "refresh_worker: True",
  "runpod.serverless.progress_update()",
  "Dockerfile + Docker Hub",
  "Docker Hub deployment",
  "/run (async)",
  "/runsync (sync)",
  "/stream",
  "Max workers",
  "Min workers",
  "Idle timeout",
  "Concurrency per worker",
  "Network volumes",
  "Environment variables",
];

test("the rules stand for every row of fal's guide, each once", () => {
  const rows = RULES.flatMap(({ mappings }) => mappings).filter(({ source }) => source === GUIDE);
  expect(rows.map(({ runpod }) => runpod).sort()).toEqual([...GUIDE_ROWS].sort());
});

const EXAMPLES = RULES.flatMap((rule) => rule.examples.map((example) => ({ rule, ...example })));

describe("the examples", () => {
  test.each(EXAMPLES)("$rule.name: $title", ({ rule, code, finds, becomes }) => {
    const found = check(code).filter((finding) => finding.rule === rule.name);
    expect(found.map(({ span }) => code.slice(span.start, span.end))).toEqual(finds);
    if (becomes !== undefined) expect(fixed(code, rule.name)).toBe(becomes);
  });

  test("show each rule that looks at code at work, and each silent where it has nothing to say", () => {
    const looking = RULES.filter(
      ({ find, findInRegistration }) => find !== undefined || findInRegistration !== undefined,
    );
    const wanting = looking.filter(
      ({ examples }) =>
        !examples.some(({ finds }) => finds.length > 0) || !examples.some(({ finds }) => finds.length === 0),
    );
    expect(wanting.map(({ name }) => name)).toEqual([]);
  });

  test("give messages of one sentence that name fal or something of it", () => {
    const messages = new Set(EXAMPLES.flatMap(({ code }) => check(code)).map(({ message }) => message));
    const wanting = [...messages].filter((message) => !/^[^\n]+\.$/.test(message) || !NAMES_FAL.test(message));
    expect(wanting).toEqual([]);
  });

  test("have no fix on a call of start that does not parse", () => {
    const broken = EXAMPLES.flatMap(({ code }) => withBrokenStart(code) ?? []);
    const inside = broken.flatMap(({ text, start, end }) =>
      check(text).filter(({ span }) => start <= span.start && span.end <= end),
    );
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.filter(({ fix }) => fix !== undefined)).toEqual([]);
  });
});

/** What a message must hold to say where to go. */
const NAMES_FAL =
  /\bfal\b|fal_client|FAL_|HTTPException|`?Input`? model|`?Output`? model|`\/data|setup\(\)|fal\.|StreamingResponse|max_multiplexing/;

/** The code with the statement that calls `start` spoilt, and where that statement is. */
function withBrokenStart(code: string): { text: string; start: number; end: number } | undefined {
  const line = /^.*\bstart\(.*\)$/m.exec(code);
  if (line === null) return undefined;
  const spoilt = `${line[0]} ]`;
  const text = code.slice(0, line.index) + spoilt + code.slice(line.index + line[0].length);
  return { text, start: line.index, end: line.index + spoilt.length };
}

type LocalFix = Extract<Fix, { kind: "local" }>;

/** More fixes than any example needs. */
const MOST_FIXES = 20;

/** A text after all local fixes of a rule, and then without the imports of RunPod that nothing uses any more. */
function fixed(code: string, rule: RuleName): string {
  const text = withoutFixesOf(withoutFixesOf(code, rule), "runpod-import");
  // A first import that goes away leaves the blank line behind it.
  return text.replace(/^\n+/, "");
}

function withoutFixesOf(code: string, rule: RuleName): string {
  let text = code;
  for (let count = 0; count < MOST_FIXES; count += 1) {
    const fix = check(text).flatMap((finding) => localFixOf(finding, rule))[0];
    if (fix === undefined) return text;
    text = applyEdits(text, fix.edits);
  }
  throw new Error(`${rule} is never done with:\n${text}`);
}

function localFixOf({ rule, fix }: Finding, wanted: RuleName): readonly LocalFix[] {
  return rule === wanted && fix?.kind === "local" && fix.edits.length > 0 ? [fix] : [];
}
