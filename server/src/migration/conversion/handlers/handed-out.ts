import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { isAsync, isGenerator, statementOf } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";
import type { Worker } from "../../../runpod/worker.js";
import { outerStatement } from "./handler-method.js";
import type { Layout } from "../module/layout.js";
import { Unsupported } from "../unsupported.js";

/** Whether a worker's handler exists, or is chosen, only inside the function that starts the worker. */
export function isHandedOut({ module, starts, handlers, isChoice }: Worker): boolean {
  const [start] = starts;
  if (start?.enclosing === undefined) return false;
  return isChoice || handlers.some(({ definition }) => !isTopLevel(module, definition));
}

function isTopLevel(module: PythonModule, definition: PyNode | undefined): boolean {
  if (definition === undefined) return false;
  return definition.type === "lambda" ? false : outerStatement(definition).parent === module.root;
}

/** Hands the handler out to `setup()`: the starting function returns it instead, and its caller keeps it. */
export function handOut(worker: Worker, layout: Layout, rewriter: Rewriter, attribute: string): void {
  const enclosing = worker.starts[0]?.enclosing;
  const call = enclosing === undefined ? undefined : startingCall(worker.module, layout, enclosing);
  const isSame = worker.starts.every((start) => start.enclosing === enclosing);
  if (enclosing === undefined || call === undefined || !isSame || isAsync(enclosing) || isGenerator(enclosing))
    throw new Unsupported(
      "handler-value",
      worker.starts[0]?.call,
      "the handler exists only inside the function that starts the worker",
    );
  for (const { call: start, handler } of worker.starts)
    if (handler !== undefined) rewriter.replace(statementOf(start), "return ", handler);
  rewriter.insert(call.start, `self.${attribute} = `);
}

/** The one call of a function, where it is a statement that runs when the worker starts. */
function startingCall(module: PythonModule, layout: Layout, enclosing: PyNode): PyNode | undefined {
  const name = enclosing.field("name")?.text;
  const calls = [...module.root.walk()].filter((node) => node.type === "call" && calledName(node) === name);
  const [call] = calls;
  const isStarted = layout.statements.some(
    ({ node, place }) => place === "setup" && node.type === "expression_statement" && node.namedChildren[0] === call,
  );
  return calls.length === 1 && isStarted ? call : undefined;
}

function calledName(call: PyNode): string | undefined {
  const callee = call.field("function");
  return callee?.type === "identifier" ? callee.text : callee?.field("attribute")?.text;
}
