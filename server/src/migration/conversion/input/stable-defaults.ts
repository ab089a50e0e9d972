import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { isPure } from "../../../python/purity.js";
import type { Layout } from "../module/layout.js";
import type { NamePlan } from "../module/names.js";

/** A default may stand in the model where it is a literal, or a constant that is bound before the class. */
export function isStableDefault(
  module: PythonModule,
  layout: Layout,
  names: NamePlan,
  node: PyNode,
  before: PyNode,
): boolean {
  if (namesLocals(module, node)) return false;
  return isPure(module, node, (name) => {
    const binding = module.scopes.module.bindings.get(name);
    const statements = layout.statements.filter(({ binds }) => binds.includes(name));
    const stays =
      statements.length > 0 &&
      statements.every(
        (statement) => statement.place === "stay" && statement.kind === "constant" && !names.moved.has(statement),
      );
    return stays && binding !== undefined && statements.every((statement) => statement.node.end < before.start);
  });
}

/** `job_input.get("height", width)`: what is bound in a function is not there where the model is. */
function namesLocals(module: PythonModule, node: PyNode): boolean {
  return [...node.walk()].some((inner) => {
    const scope = inner.type === "identifier" ? module.scopes.bindingOf(inner)?.scope : undefined;
    return scope !== undefined && scope.kind !== "module" && !node.contains(scope.node);
  });
}
