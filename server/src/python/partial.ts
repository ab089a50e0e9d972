import type { PythonModule } from "./module.js";
import type { PyNode } from "./node.js";

/** Whether an expression is a call of `functools.partial`, under whatever name the file knows it. */
export function isPartial(module: PythonModule, expression: PyNode): boolean {
  const callee = expression.type === "call" ? expression.field("function") : undefined;
  return callee !== undefined && module.names.of(callee) === "functools.partial";
}
