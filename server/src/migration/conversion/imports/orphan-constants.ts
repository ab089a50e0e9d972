import { readModule, type PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { isPure } from "../../../python/purity.js";
import { assignedName } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { tidyBlankLines } from "../module/blank-lines.js";
import { withComments } from "../module/statements.js";

/**
 * Drops the constants that a conversion left without a reader, such as the schema that became a model. What nothing
 * read before stays: its author kept it for other reasons.
 */
export function dropOrphanConstants(original: PythonModule, text: string): string {
  const module = readModule(original.path, text, original.isLocal);
  if (module === undefined) return text;
  const rewriter = new Rewriter(text);
  const orphans = module.root.namedChildren.filter((statement) => isOrphan(original, module, statement));
  if (orphans.length === 0) return text;
  for (const statement of orphans) rewriter.delete(withComments(text, statement));
  rewriter.closeGaps();
  const left = tidyBlankLines(rewriter.render({ start: 0, end: text.length }));
  return dropOrphanConstants(original, left);
}

function isOrphan(original: PythonModule, module: PythonModule, statement: PyNode): boolean {
  const assignment = statement.namedChildren[0];
  const name = assignment?.type === "assignment" ? assignedName(assignment) : undefined;
  const value = assignment?.field("right");
  if (name === undefined || value === undefined || !isPure(module, value, () => true)) return false;
  const isNamedElsewhere = new RegExp(`["'][^"'\\n]*\\b${name.text}\\b`).test(module.source);
  return isRead(original, name.text) && !isRead(module, name.text) && !isNamedElsewhere;
}

function isRead({ scopes }: PythonModule, name: string): boolean {
  return scopes.module.bindings.get(name)?.references.some(({ role }) => role !== "bind") === true;
}
