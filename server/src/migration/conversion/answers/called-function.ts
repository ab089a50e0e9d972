import { unawaited } from "../../../python/queries.js";
import { definitionOf, parametersOf, type ParameterInfo } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { ResolveDefinition } from "../../../runpod/handed-on.js";
import type { LocatedFunction } from "../code-index.js";

/** A module, and what its callees are in the worker's code. */
export interface Code {
  readonly module: PythonModule;
  readonly resolve: ResolveDefinition;
}

/** A file read alone: only what it defines itself is known. */
export function ownFile(module: PythonModule): Code {
  const resolve: ResolveDefinition = (from, callee) => {
    const definition = definitionOf(from, callee);
    return definition === undefined ? undefined : { module: from, definition, isBound: false };
  };
  return { module, resolve };
}

/** A call of a function of the worker. */
export interface CalledFunction extends LocatedFunction {
  readonly call: PyNode;
  /** Those that the call fills: without `self`. */
  readonly parameters: readonly ParameterInfo[];
}

/** The function of the worker that an expression calls, also where its result is awaited. */
export function calledFunction({ module, resolve }: Code, expression: PyNode | undefined): CalledFunction | undefined {
  const call = unawaited(expression);
  const callee = call?.type === "call" ? call.field("function") : undefined;
  const found = callee === undefined ? undefined : resolve(module, callee);
  if (call === undefined || found?.definition.type !== "function_definition") return undefined;
  const parameters = parametersOf(found.definition).slice(found.isBound ? 1 : 0);
  return { module: found.module, definition: found.definition, call, parameters };
}
