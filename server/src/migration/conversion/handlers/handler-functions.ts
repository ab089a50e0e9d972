import { isPartial } from "../../../python/partial.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { ownNodes, positionalArguments } from "../../../python/queries.js";
import { methodNamed } from "../../../runpod/handed-on.js";
import type { Handler } from "../../../runpod/worker.js";
import { Callees } from "../callees.js";
import type { CodeIndex, LocatedFunction } from "../code-index.js";

interface HandlerContext {
  readonly module: PythonModule;
  readonly index: CodeIndex;
  readonly handler: Handler;
}

/** A function that runs for a job. */
export interface HandlerFunction extends LocatedFunction {
  /** How many parameters stand before the job's, already filled. */
  readonly bound?: number;
}

/** The functions that a handler may stand for; none where they cannot be told. */
export function functionsBehind(context: HandlerContext): readonly HandlerFunction[] {
  const { module, index, handler } = context;
  if (handler.alternatives.length > 0) {
    const targets = handler.alternatives.map(({ mention, definition }) =>
      definition === undefined ? targetOfValue(module, index, mention) : { module, definition },
    );
    return targets.every((target) => target !== undefined) ? targets : [];
  }
  const target = targetOf(context);
  return target === undefined ? [] : [target];
}

/** The function that a handler stands for, wherever in the workspace it is written. */
function targetOf({ module, index, handler }: HandlerContext): HandlerFunction | undefined {
  if (handler.definition !== undefined) return { module, definition: handler.definition };
  const found = targetOfValue(module, index, handler.expression);
  if (found !== undefined) return found;
  const named = handler.expression.text.includes(handler.name) ? index.functionsNamed(handler.name) : [];
  if (named.length === 1) return named[0];
  return index.functionsNamed("__call__").length === 1 ? index.functionsNamed("__call__")[0] : undefined;
}

function targetOfValue(module: PythonModule, index: CodeIndex, expression: PyNode): HandlerFunction | undefined {
  const callees = new Callees(index);
  return partialOf(callees, module, expression) ?? handlerBehind(callees, module, expression);
}

/** The function that an expression names, that its object's class runs, or that its factory gives back. */
function handlerBehind(callees: Callees, module: PythonModule, expression: PyNode): HandlerFunction | undefined {
  const inner = unparenthesized(expression);
  const factory = inner.type === "call" ? inner.field("function") : undefined;
  const found = callees.resolve(module, factory ?? inner);
  if (found === undefined) return undefined;
  if (factory === undefined) return found.definition.type === "function_definition" ? found : undefined;
  const { definition } = found;
  const made =
    definition.type === "class_definition" ? methodNamed(definition, "__call__") : returnedFunction(definition);
  return made === undefined ? undefined : { module: found.module, definition: made };
}

/** The inner function that a factory returns. */
function returnedFunction(definition: PyNode): PyNode | undefined {
  const names = new Set(
    [...ownNodes(definition.field("body") ?? definition)].flatMap((node) =>
      node.type === "return_statement" ? (node.namedChildren[0]?.text ?? []) : [],
    ),
  );
  for (const node of definition.walk()) {
    const isInner = node.type === "function_definition" && node !== definition;
    if (isInner && names.has(node.field("name")?.text ?? "")) return node;
  }
  return undefined;
}

/** The function behind `functools.partial(function, …)`, and how many of its parameters are bound. */
function partialOf(callees: Callees, module: PythonModule, expression: PyNode): HandlerFunction | undefined {
  if (!isPartial(module, expression)) return undefined;
  const [inner, ...bound] = positionalArguments(expression);
  const found = inner === undefined ? undefined : callees.resolve(module, inner);
  if (found?.definition.type !== "function_definition") return undefined;
  const own = found.isBound ? 1 : 0;
  return { module: found.module, definition: found.definition, bound: bound.length + own };
}
