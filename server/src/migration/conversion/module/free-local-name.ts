import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";

/** A name that nothing in the function of a statement means yet. */
export function freeLocalName(module: PythonModule, statement: PyNode, wanted: string): string {
  const definition = statement.ancestor("function_definition");
  const used = new Set(
    [...(definition?.walk() ?? [])].filter(({ type }) => type === "identifier").map(({ text }) => text),
  );
  let name = wanted;
  while (used.has(name) || module.scopes.module.bindings.has(name)) name = `answered_${name}`;
  return name;
}
