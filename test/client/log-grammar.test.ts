import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatEntry } from "../../client/src/logs/log-entry.js";

interface Rule {
  readonly match?: string;
  readonly begin?: string;
  readonly name?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly beginCaptures?: Readonly<Record<string, Rule>>;
  readonly patterns?: readonly Rule[];
}

const grammar = JSON.parse(readFileSync("syntaxes/fal-log.tmLanguage.json", "utf8")) as {
  readonly scopeName: string;
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
};

/** The scope of each piece of a line that has one, by the rules that a line alone can meet. */
function scopesOf(line: string, rules: readonly Rule[] = grammar.patterns): readonly (readonly [string, string])[] {
  const found = resolved(rules)
    .map((rule) => ({ rule, match: new RegExp(rule.match ?? rule.begin ?? "(?!)", "d").exec(line) }))
    .filter(({ match }) => match !== null)
    .sort((left, right) => (left.match?.index ?? 0) - (right.match?.index ?? 0))[0];
  if (found === undefined || found.match === null) return [];
  const { rule, match } = found;
  const rest = line.slice(match.index + match[0].length);
  const own = rule.name === undefined ? [] : [[match[0], rule.name] as const];
  const parts = Object.entries(rule.captures ?? rule.beginCaptures ?? {}).flatMap(([group, capture]) =>
    scopesOfCapture(match[Number(group)], capture),
  );
  const inside = rule.begin === undefined ? rules : (rule.patterns ?? []);
  return [...own, ...parts, ...(rest === line ? [] : scopesOf(rest, inside))];
}

function scopesOfCapture(text: string | undefined, { name, patterns }: Rule): readonly (readonly [string, string])[] {
  if (text === undefined) return [];
  return name === undefined ? scopesOf(text, patterns) : [[text, name]];
}

function resolved(rules: readonly Rule[]): readonly Rule[] {
  return rules.flatMap((rule) => {
    const included = rule.include === undefined ? rule : grammar.repository[rule.include.slice(1)];
    if (included === undefined) throw new Error(`no rule ${rule.include ?? ""}`);
    return [included];
  });
}

const entry = (level: string, message: string): string =>
  formatEntry({ timestamp: "2026-11-24T16:57:21.836Z", level, message, runner: "runner-0001" });

const time = ["16:57:21.836", "comment.timestamp.log.fal"] as const;
const runner = ["runner-0001:", "entity.name.tag.runner.log.fal"] as const;

const lines: Readonly<Record<string, readonly [line: string, ...scopes: (readonly [string, string])[]]>> = {
  "an ordinary line": [
    entry("info", "loading 3 parts"),
    time,
    ["info", "markup.inserted.level.info.log.fal"],
    runner,
    ["3", "constant.numeric.log.fal"],
  ],
  "a line of standard error": [entry("stderr", "oops"), time, ["stderr", "invalid.level.error.log.fal"], runner],
  "a warning": [entry("warning", "old"), time, ["warning", "markup.changed.level.warning.log.fal"], runner],
  "a build line of the CLI": [
    "2026-11-23 16:57:21.836 [info     ] Resolving packages".replace("info     ", "info"),
    ["2026-11-23 ", "comment.timestamp.log.fal"],
    ["16:57:21.836", "comment.timestamp.log.fal"],
    ["info", "markup.inserted.level.info.log.fal"],
  ],
  "a request that failed": [
    'INFO:     127.0.0.1:4 - "POST / HTTP/1.1" 500 Internal Server Error',
    ["POST", "keyword.method.log.fal"],
    ["/", "string.path.log.fal"],
    ["500", "invalid.status.log.fal"],
  ],
  "a place of a traceback": [
    '  File "/app/app.py", line 12, in run',
    ["File", "keyword.place.log.fal"],
    ['"/app/app.py"', "string.path.log.fal"],
    ["line", "keyword.place.log.fal"],
    ["12", "constant.numeric.line.log.fal"],
    ["in", "keyword.place.log.fal"],
    ["run", "entity.name.function.log.fal"],
  ],
  "an exception": [
    "torch.cuda.OutOfMemoryError: no room",
    ["torch.cuda.OutOfMemoryError", "entity.name.exception.log.fal"],
  ],
  "an address": ["see https://fal.ai/x?a=1 now", ["https://fal.ai/x?a=1", "markup.underline.link.log.fal"]],
};

describe("the colours of a log", () => {
  it.each(Object.entries(lines))("%s", (_, [line, ...scopes]) => {
    expect(scopesOf(line)).toEqual(scopes);
  });

  it("has every rule that it includes", () => {
    expect(() => Object.values(grammar.repository).map(({ patterns = [] }) => resolved(patterns))).not.toThrow();
  });
});
