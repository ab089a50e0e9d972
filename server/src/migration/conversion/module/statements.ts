import { indentationAt, lineEnd, lineStart } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Span } from "../../../python/span.js";
import { statementsOf } from "../../../python/queries.js";
import { wholeLines, type Rewriter } from "../../../python/rewriter.js";

/** Deletes a statement with its lines; where it is the only one of its block, `pass` takes its place. */
export function closeGap(module: PythonModule, rewriter: Rewriter, statement: PyNode): void {
  if (rewriter.isCovered(statement)) return;
  const block = statement.parent;
  const siblings = block?.type === "block" ? statementsOf(block).filter((sibling) => !rewriter.isCovered(sibling)) : [];
  const isOnly = block?.type === "block" && siblings.length <= 1 && block.parent?.type !== "module";
  const lines = wholeLines(module.source, statement);
  // Behind the last statement of a function, the blank line is none of the function's, which may be written elsewhere.
  const isLast = block?.type === "block" && statementsOf(block).at(-1) === statement;
  if (isOnly) rewriter.replace(statement, "pass");
  else rewriter.delete(isLast ? lines : withGap(module.source, lines));
}

/** Deleted lines between two blank ones, or at the head of a block, take the blank line below with them. */
function withGap(source: string, lines: Span): Span {
  const above = source.slice(0, lines.start).split("\n").at(-2)?.trim() ?? "";
  const below = lineEnd(source, lines.end);
  const isBlankBelow = below > lines.end && source.slice(lines.end, below).trim() === "";
  return isBlankBelow && (above === "" || above.endsWith(":")) ? { start: lines.start, end: below } : lines;
}

/**
 * What goes with a statement that served RunPod alone: its comments, too, but not what an author wrote over a block
 * of imports, or at the head of the file.
 */
export function droppedSpan(module: PythonModule, node: PyNode): Span {
  const whole = withComments(module.source, node);
  if (!node.type.startsWith("import_")) return whole;
  const comment = module.source.slice(whole.start, node.start);
  const isHead = module.root.namedChildren[0] === node && !/\bimport|\bsdk\b/i.test(comment);
  return isHead || !/runpod|serverless/i.test(comment) ? wholeLines(module.source, node) : whole;
}

/** A statement with the comment lines directly above it and the rest of its last line. */
export function withComments(source: string, node: PyNode): Span {
  const indent = indentationAt(source, node.start);
  let start = lineStart(source, node.start);
  const line = source.slice(node.end, lineEnd(source, node.end)).trim();
  const isAlone =
    source.slice(start, node.start).trim() === "" && (line === "" || line.startsWith("#") || line === ";");
  if (!isAlone) return wholeLines(source, node);
  while (start > 0) {
    const above = lineStart(source, start - 1);
    const comment = source.slice(above, start);
    if (!comment.startsWith(`${indent}#`) || comment.startsWith("#!") || /coding[:=]/.test(comment)) break;
    start = above;
  }
  return { start, end: lineEnd(source, node.end) };
}
