import type { Finding } from "../migration/finding.js";
import { applyEdits, type Edit } from "../python/span.js";
import type { Engine } from "./engine.js";

/** More passes than fixes that wait for each other need. */
const MOST_PASSES = 10;

/**
 * A text after all wanted fixes. It is checked again after every pass, so that no fix is built on a text that another
 * has changed; a pass after which the text would not parse is not taken.
 */
export function applyFixes(engine: Engine, text: string, isWanted: (finding: Finding) => boolean): string {
  const wasValid = engine.isValid(text);
  let result = text;
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const edits = editsOfOnePass(engine.check(result).filter(isWanted));
    const next = applyEdits(result, edits);
    if (next === result || (wasValid && !engine.isValid(next))) return result;
    result = next;
  }
  return result;
}

/** Whether `source.fixAll` may apply a finding's fix. */
export function isSafe({ fix }: Finding): boolean {
  return fix?.kind === "local" && fix.safety === "safe";
}

/** The fixes that stand apart, whole ones only. An edit that several fixes share, such as an import, is made once. */
function editsOfOnePass(findings: readonly Finding[]): readonly Edit[] {
  const taken: Edit[] = [];
  for (const { fix } of findings) {
    if (fix?.kind !== "local") continue;
    const fresh = fix.edits.filter((edit) => !taken.some((other) => isSame(edit, other)));
    if (fresh.every((edit) => taken.every((other) => areApart(edit, other)))) taken.push(...fresh);
  }
  return taken;
}

function isSame(a: Edit, b: Edit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end && a.text === b.text;
}

/** Edits that touch have no order, so they do not go together. */
function areApart(a: Edit, b: Edit): boolean {
  return a.span.end < b.span.start || b.span.end < a.span.start;
}
