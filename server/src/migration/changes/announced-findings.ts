import type { PythonModule } from "../../python/module.js";
import { check } from "../check/check.js";
import type { Remark } from "../report.js";
import { RULES } from "../rules/index.js";
import type { RuleName } from "../rules/names.js";

const ANNOUNCED: ReadonlySet<RuleName> = new Set(
  RULES.filter(({ isAnnounced }) => isAnnounced).map(({ name }) => name),
);

/** What the rules find in the old worker that the new code does not show, as notes of the report. */
export function announcedFindings(original: PythonModule): readonly Remark[] {
  return check(original.source)
    .filter(({ rule }) => ANNOUNCED.has(rule))
    .map(({ rule, span, message }) => ({ rule, line: original.line(span), reason: message }));
}
