import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { isAsync } from "../../../python/queries.js";

/** `uvicorn.run(app, …)` at module level. */
export function isStartCode(module: PythonModule, statement: PyNode, app: PyNode): boolean {
  const call = statement.namedChildren[0];
  const callee = call?.type === "call" ? call.field("function") : undefined;
  if (call === undefined || callee === undefined || module.names.of(callee) !== "uvicorn.run") return false;
  const given = call.field("arguments")?.namedChildren[0];
  return given?.text === app.text || given?.type === "string";
}

/** The line that runs a function when the app starts, or a method of `owner`. */
export function startLine(definition: PyNode, given = "", owner?: string): string {
  const name = definition.field("name")?.text ?? "";
  const call = `${owner === undefined ? name : `${owner}.${name}`}(${given})`;
  return isAsync(definition) ? `asyncio.run(${call})\n` : `${call}\n`;
}
