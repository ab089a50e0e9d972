import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";

/** The pieces of literal text in a module that are values: neither docstrings nor inside bytes. */
export function* literalTexts(module: PythonModule, contains: RegExp): Generator<PyNode, void, undefined> {
  if (!contains.test(module.source)) return;
  for (const node of module.root.walk()) {
    if (node.type === "string_content" && contains.test(node.text) && !isDocumentation(node)) yield node;
  }
}

/** A string that stands alone as a statement says something to readers and nothing to Python. */
function isDocumentation(content: PyNode): boolean {
  let node = content.parent;
  while (node?.parent?.is("concatenated_string", "parenthesized_expression") === true) node = node.parent;
  return node?.parent?.type === "expression_statement";
}
