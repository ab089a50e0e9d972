import { RULES } from "../migration/rules/index.js";
import type { Mapping, Rule } from "../migration/rules/rule.js";
import type { Output, Style } from "./output.js";
import { nearest } from "./spelling.js";
import { UsageError } from "./usage-error.js";

/** Prints the mapping table, or the page of one rule. */
export function runRules(name: string | undefined, output: Output): number {
  if (name === undefined) {
    output.result(table(RULES, output.style));
    return 0;
  }
  const rule = RULES.find((candidate) => candidate.name === name);
  if (rule === undefined)
    throw new UsageError(
      unknownRule(
        name,
        RULES.map((candidate) => candidate.name),
      ),
      "rules",
    );
  output.result(page(rule, output.style));
  return 0;
}

/** What is said of a rule name that does not exist. */
export function unknownRule(name: string, known: readonly string[]): string {
  const similar = nearest(name, known);
  return `unknown rule '${name}'${similar === undefined ? "" : `, did you mean '${similar}'?`}`;
}

function table(rules: readonly Rule[], style: Style): string {
  const rows = rules.flatMap((rule) => rule.mappings.map((mapping) => ({ rule: rule.name, mapping })));
  const width = Math.max(0, ...rows.map(({ rule }) => rule.length));
  const left = Math.max(0, ...rows.map(({ mapping }) => mapping.runpod.length));
  return rows
    .map(({ rule, mapping }) => `${style.bold(rule.padEnd(width))}  ${mapping.runpod.padEnd(left)}  ${mapping.fal}\n`)
    .join("");
}

function page(rule: Rule, style: Style): string {
  const parts = [
    `${style.bold(rule.name)}: ${rule.title}`,
    rule.why,
    rule.mappings.map(mappingText).join("\n"),
    `Severity: ${rule.severity}. Fix: ${SAFETY[rule.safety]}.`,
    ...rule.examples.map(({ title, code, becomes }) =>
      [`${title}:`, indented(code), ...(becomes === undefined ? [] : ["becomes", indented(becomes)])].join("\n\n"),
    ),
    rule.links.join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const SAFETY: Readonly<Record<Rule["safety"], string>> = {
  safe: "safe, behaviour is preserved",
  review: "to be reviewed, a named behaviour may change",
  manual: "by hand, this is explained only",
};

function mappingText({ runpod, fal, source }: Mapping): string {
  return `RunPod: ${runpod}\nfal:    ${fal}\n(${source.address}, read ${source.date})`;
}

function indented(code: string): string {
  return code.trimEnd().replace(/^(?=.)/gm, "    ");
}
