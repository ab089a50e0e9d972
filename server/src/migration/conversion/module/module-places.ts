import { indentationAt, lineEnding, lineStart } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { firstBehindDocstring, statementsOf } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";

/** The statement of the module that holds a node. */
export function topStatement(module: PythonModule, node: PyNode): PyNode {
  let top = node;
  while (top.parent !== undefined && top.parent !== module.root) top = top.parent;
  return top;
}

/** The first of the names that nothing in the module has, or the last. */
export function unusedName(module: PythonModule, ...names: readonly [string, ...string[]]): string {
  const used = new Set([...module.root.walk()].flatMap(({ type, text }) => (type === "identifier" ? [text] : [])));
  return names.find((name) => !used.has(name)) ?? names.at(-1) ?? names[0];
}

/** Makes names of a function names of the module, from its first statement on. */
export function declareGlobal(
  module: PythonModule,
  rewriter: Rewriter,
  definition: PyNode,
  names: readonly string[],
): void {
  const first = firstBehindDocstring(statementsOf(definition.field("body")));
  if (first === undefined || names.length === 0) return;
  const line = `${indentationAt(module.source, first.start)}global ${names.join(", ")}${lineEnding(module.source)}`;
  rewriter.insert(lineStart(module.source, first.start), line);
}

/** Names of the function around become names of the module: for a function that leaves it. */
export function nonlocalAsGlobal(rewriter: Rewriter, definition: PyNode): void {
  for (const node of definition.walk())
    if (node.type === "nonlocal_statement")
      rewriter.replace({ start: node.start, end: node.start + "nonlocal".length }, "global");
}
