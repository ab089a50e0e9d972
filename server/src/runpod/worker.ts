import { onlyValue } from "../python/bindings.js";
import { definitionOf } from "../python/functions.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import { isAsync, isGenerator, ownNodes } from "../python/queries.js";
import { alternativesOf, areExclusive, type Alternative } from "./alternatives.js";
import { findStartCalls, switchOf, type StartCall } from "./start-calls.js";

/** What a handler does with a job, as RunPod's dispatch and the author's evident intent have it. */
export interface Handler {
  readonly start: StartCall;
  /** The value given to `start`. */
  readonly expression: PyNode;
  /** The `def` or `lambda` of this module it stands for; undefined for anything else that can be called. */
  readonly definition: PyNode | undefined;
  /** The name the author calls it by. */
  readonly name: string;
  readonly isAsync: boolean;
  /** Streams its answer: a generator, or a function that returns one (which hung on RunPod). */
  readonly isGenerator: boolean;
  /** A plain function that returns a generator: nothing was ever posted. */
  readonly returnsGenerator: boolean;
  /** The functions between which the value chooses; empty where it is one. */
  readonly alternatives: readonly Alternative[];
}

/** A RunPod worker: a module that registers at least one handler. */
export interface Worker {
  readonly module: PythonModule;
  readonly starts: readonly StartCall[];
  readonly handlers: readonly Handler[];
  /** Whether the worker starts one of several handlers, by an option or the environment. */
  readonly isChoice: boolean;
}

/** The worker in a module; undefined where nothing calls `start`. */
export function readWorker(module: PythonModule): Worker | undefined {
  const starts = findStartCalls(module);
  if (starts.length === 0) return undefined;
  const handlers: Handler[] = [];
  for (const start of starts) {
    if (start.handler === undefined) continue;
    const handler = readHandler(module, start, start.handler);
    const known = handlers.some(
      ({ definition, expression }) =>
        (definition !== undefined && definition === handler.definition) || expression.text === handler.expression.text,
    );
    if (!known) handlers.push(handler);
  }
  return { module, starts, handlers, isChoice: handlers.length > 1 && areExclusive(starts) };
}

/** The several handlers of which a worker starts one, as one. */
export function chosenHandler({ starts, handlers }: Worker): Handler {
  const [first] = handlers as readonly [Handler];
  const start = starts.find(({ handler }) => handler === first.expression) ?? first.start;
  return {
    ...first,
    start: refreshingAsAny(start, starts),
    name: "run",
    definition: undefined,
    isAsync: handlers.some(({ isAsync }) => isAsync),
    isGenerator: handlers.every(({ isGenerator }) => isGenerator),
    returnsGenerator: false,
    alternatives: handlers.map(({ expression, definition }) => ({ mention: expression, definition })),
  };
}

/** A call that has new workers made if any of the others has: one too many costs time, one too few an old state. */
function refreshingAsAny(start: StartCall, starts: readonly StartCall[]): StartCall {
  const option = "refresh_worker";
  const value = starts.find((each) => switchOf(each, option) !== "off")?.options.get(option);
  return value === undefined ? start : { ...start, options: new Map([...start.options, [option, value]]) };
}

function readHandler(module: PythonModule, start: StartCall, expression: PyNode): Handler {
  const definition = handlerDefinition(module, expression);
  const streams = definition !== undefined && isGenerator(definition);
  const returned = definition === undefined || streams ? undefined : returnedGenerator(module, definition);
  return {
    start,
    expression,
    definition,
    name: handlerName(expression, definition),
    isAsync: definition !== undefined && (isAsync(returned ?? definition) || returnsCoroutine(module, definition)),
    isGenerator: streams || returned !== undefined,
    returnsGenerator: returned !== undefined,
    alternatives: definition === undefined ? alternativesOf(module, expression) : [],
  };
}

/** The function of this module that an expression names, through plain aliases. */
export function handlerDefinition(module: PythonModule, expression: PyNode, depth = 0): PyNode | undefined {
  const node = unparenthesized(expression);
  if (node.type === "lambda") return node;
  if (node.type !== "identifier" || depth > 4) return undefined;
  const definition = definitionOf(module, node);
  if (definition !== undefined) return definition.type === "function_definition" ? definition : undefined;
  const value = onlyValue(module.scopes.bindingOf(node));
  return value === undefined ? undefined : handlerDefinition(module, value, depth + 1);
}

/** A lambda over an `async def`: RunPod awaits what it returns. */
function returnsCoroutine(module: PythonModule, definition: PyNode): boolean {
  const body = definition.type === "lambda" ? definition.field("body") : undefined;
  const callee = body?.type === "call" ? body.field("function") : undefined;
  const target = callee === undefined ? undefined : definitionOf(module, callee);
  return target !== undefined && isAsync(target) && !isGenerator(target);
}

function handlerName(expression: PyNode, definition: PyNode | undefined): string {
  const named = definition?.field("name")?.text;
  if (named !== undefined) return named;
  const inner = unparenthesized(expression);
  if (inner.type === "identifier") return inner.text;
  if (inner.type === "attribute") return inner.field("attribute")?.text ?? "run";
  return "run";
}

/** The generator function whose result every return of a plain function is. */
function returnedGenerator(module: PythonModule, definition: PyNode): PyNode | undefined {
  const returns = [...ownNodes(definition.field("body") ?? definition)].filter(
    ({ type }) => type === "return_statement",
  );
  const generators = returns.map((statement) => {
    const call = statement.namedChildren[0];
    const callee = call?.type === "call" ? call.field("function") : undefined;
    const target = callee === undefined ? undefined : definitionOf(module, callee);
    return target?.type === "function_definition" && isGenerator(target) ? target : undefined;
  });
  return generators.length > 0 && generators.every((generator) => generator !== undefined) ? generators[0] : undefined;
}
