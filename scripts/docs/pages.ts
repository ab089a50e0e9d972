import { RULES } from "../../server/src/migration/rules/index.js";
import { RULE_NAMES, type RuleName } from "../../server/src/migration/rules/names.js";
import { GUIDE, type Example, type Mapping, type Rule } from "../../server/src/migration/rules/rule.js";

const NOTE = "<!-- Written by `npm run docs` from the rules in server/src/migration/rules: change those. -->";

/** The folder that holds one page for each rule, and nothing else. */
export const RULE_FOLDER = "docs/rules";

/** Every page that is made from the rules, by its path. */
export function generatedPages(): ReadonlyMap<string, string> {
  const pages = new Map([["docs/migration-table.md", migrationTable()]]);
  for (const rule of RULES) pages.set(`${RULE_FOLDER}/${rule.name}.md`, rulePage(rule));
  return pages;
}

interface Row {
  readonly rule: RuleName;
  readonly mapping: Mapping;
}

function migrationTable(): string {
  const rows = rulesInOrder().flatMap(({ name, mappings }) => mappings.map((mapping) => ({ rule: name, mapping })));
  const isGuide = ({ mapping }: Row): boolean => mapping.source === GUIDE;
  return page(
    "# What becomes of RunPod on fal",
    "Each row is data of one rule, which finds the left side in your code and says what stands for it on the right. The names in the last column lead to what the rule finds, with examples.",
    `## The concepts of [fal's own guide](${GUIDE.address})`,
    table(rows.filter(isGuide)),
    "## What the guide leaves out",
    "Taken from what RunPod's SDK and fal's SDK do when they are run.",
    table(rows.filter((row) => !isGuide(row))),
    "## All rules",
    rulesInOrder()
      .map(({ name, title }) => `- [${name}](rules/${name}.md): ${title}`)
      .join("\n"),
  );
}

/** By subject, as the names are listed. */
function rulesInOrder(): readonly Rule[] {
  return RULE_NAMES.flatMap((name) => RULES.find((rule) => rule.name === name) ?? []);
}

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ rule, mapping }) => `| ${cell(mapping.runpod)} | ${cell(mapping.fal)} | [${rule}](rules/${rule}.md) |`,
  );
  return ["| RunPod | fal | rule |", "| --- | --- | --- |", ...lines].join("\n");
}

function cell(text: string): string {
  return text.replace(/[|*<]/g, "\\$&");
}

function rulePage(rule: Rule): string {
  const { name, title, mappings, why, examples, links } = rule;
  return page(
    `# ${name}: ${title}`,
    why,
    ["| RunPod | fal | source |", "| --- | --- | --- |", ...mappings.map(mappingRow)].join("\n"),
    ...(examples.length === 0 ? [REPORTED] : [howItShows(rule), "## Examples", ...examples.map(exampleText)]),
    "## See also",
    ["- [All rules](../migration-table.md)", ...links.slice(1).map((link) => `- <${link}>`)].join("\n"),
  );
}

function howItShows({ severity, safety }: Rule): string {
  return `Severity: ${severity}. ${FIXES[safety]}`;
}

const FIXES: Readonly<Record<Rule["safety"], string>> = {
  safe: "Its fix keeps the behaviour.",
  review: "Its fix may change a behaviour, which is named before it is applied.",
  manual: "It explains only: nothing is rewritten.",
};

const REPORTED = "This rule marks no place in the editor: the report of a migration speaks of it where it applies.";

function mappingRow({ runpod, fal, source }: Mapping): string {
  const origin = source === GUIDE ? "fal's guide" : "RunPod's SDK";
  return `| ${cell(runpod)} | ${cell(fal)} | [${origin}](${source.address}), ${source.date} |`;
}

function exampleText({ title, code, finds, becomes }: Example): string {
  const places = finds.map((text) => `\`${firstLine(text)}\``).join(", ");
  const found = finds.length === 0 ? "Nothing is found here." : `Found: ${places}`;
  const result = becomes === undefined ? [] : ["The fix makes it:", python(becomes)];
  return [`### ${title}`, python(code), found, ...result].join("\n\n");
}

function firstLine(text: string): string {
  const [first = "", ...others] = text.split("\n");
  return others.length === 0 ? first : `${first} …`;
}

function python(code: string): string {
  return `\`\`\`python\n${code.trimEnd()}\n\`\`\``;
}

function page(...parts: readonly string[]): string {
  return `${[NOTE, ...parts].join("\n\n")}\n`;
}
