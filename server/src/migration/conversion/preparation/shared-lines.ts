import { indentationAt, lineEnding, lineStart } from "../../../python/lines.js";
import type { PyNode } from "../../../python/node.js";
import { Rewriter } from "../../../python/rewriter.js";
import type { ReadText } from "./read-text.js";

/** Gives statements that start the worker and share a line, `pipe = load(); pipe.to("cuda")`, a line each. */
export function partSharedLines(source: string, read: ReadText): string {
  const module = source.includes(";") ? read(source) : undefined;
  if (module === undefined) return source;
  const rewriter = new Rewriter(source);
  for (const block of startingBlocks(module.root)) {
    if (!block.namedChildren.slice(0, 1).some((first) => beginsLine(source, first))) continue;
    for (const [index, statement] of block.namedChildren.entries()) {
      const before = block.namedChildren[index - 1];
      const gap = before === undefined ? "" : source.slice(before.end, statement.start);
      if (before === undefined || !/^[ \t]*;[ \t]*$/.test(gap)) continue;
      const indent = indentationAt(source, before.start);
      rewriter.replace({ start: before.end, end: statement.start }, lineEnding(source) + indent);
    }
  }
  return rewriter.render({ start: 0, end: source.length });
}

/** The module itself and the blocks of its `if`, `try`, `with` and loops, where they begin on a line of their own. */
function startingBlocks(node: PyNode): readonly PyNode[] {
  const inner = node.namedChildren.filter(
    (child) => child.type === "block" || /_(?:statement|clause)$/.test(child.type),
  );
  return [...(node.is("module", "block") ? [node] : []), ...inner.flatMap(startingBlocks)];
}

function beginsLine(source: string, { start }: PyNode): boolean {
  return source.slice(lineStart(source, start), start).trim() === "";
}
