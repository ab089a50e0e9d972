import { isPartial } from "../../../python/partial.js";
import { onlyBind, onlyValue } from "../../../python/bindings.js";
import { definitionOf, parametersOf } from "../../../python/functions.js";
import { indentationAt, lineEnding, lineStart } from "../../../python/lines.js";
import { literalOf } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { enclosingFunction, isGenerator, positionalArguments, statementOf } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { readWorker } from "../../../runpod/worker.js";
import { unusedName } from "../module/module-places.js";
import type { ReadText } from "./read-text.js";
import { closeGap } from "../module/statements.js";

/**
 * Writes `functools.partial(handler, model, limit=3)` of a function of the file as
 * `lambda job: handler(model, job, limit=3)`, which shows where the job goes.
 */
export function spellOutPartials(source: string, read: ReadText): string {
  const module = /\bpartial\b/.test(source) ? read(source) : undefined;
  const worker = module === undefined ? undefined : readWorker(module);
  if (module === undefined || worker === undefined) return source;
  const rewriter = new Rewriter(source);
  for (const { expression } of worker.handlers) {
    const partial = partialOf(module, expression);
    if (partial !== undefined) spellOut(module, rewriter, expression, partial);
  }
  return rewriter.render({ start: 0, end: source.length });
}

interface Partial {
  readonly call: PyNode;
  readonly definition: PyNode;
  readonly callee: PyNode;
  readonly positional: readonly PyNode[];
  readonly named: readonly PyNode[];
}

/** The partial function that an expression is, or names; undefined where it binds what a call could not be given. */
function partialOf(module: PythonModule, expression: PyNode): Partial | undefined {
  const node = unparenthesized(expression);
  const call = node.type === "identifier" ? onlyValue(module.scopes.bindingOf(node)) : node;
  if (call === undefined || !isPartial(module, call)) return undefined;
  const given = call.field("arguments")?.namedChildren ?? [];
  const [callee, ...positional] = positionalArguments(call);
  const definition = callee === undefined ? undefined : definitionOf(module, callee);
  // A generator behind `partial` streams, one behind a lambda does not; what a splat holds is not seen.
  if (callee === undefined || definition?.type !== "function_definition" || isGenerator(definition)) return undefined;
  if (given.some(({ type }) => type !== "keyword_argument" && !isPositional(type))) return undefined;
  const named = given.filter(({ type }) => type === "keyword_argument");
  return parametersOf(definition)[positional.length]?.kind === "plain"
    ? { call, definition, callee, positional, named }
    : undefined;
}

function isPositional(type: string): boolean {
  return !["list_splat", "dictionary_splat", "comment"].includes(type);
}

function spellOut(module: PythonModule, rewriter: Rewriter, expression: PyNode, partial: Partial): void {
  const { call, definition, callee, positional, named } = partial;
  const values = [...positional, ...named.flatMap((argument) => argument.field("value") ?? [])];
  const made = values.filter((value) => !isSteady(module, value));
  // A value that is made when the worker starts is made once: it needs a name, and a function's own is out of reach.
  if (made.length > 0 && enclosingFunction(call) !== undefined) return;
  const names = new Map(made.map((value) => [value, nameFor(module, partial, values.indexOf(value))]));
  const start = lineStart(module.source, statementOf(call).start);
  const indent = indentationAt(module.source, start);
  for (const [value, name] of names)
    rewriter.insert(start, `${indent}${name} = ${value.text}${lineEnding(module.source)}`);
  const textOf = (value: PyNode | undefined): string => (value && names.get(value)) ?? value?.text ?? "";
  const own = parametersOf(definition)[positional.length]?.name ?? "job";
  const job = [own, "job", "event"].find((name) => ![callee, ...values].some(({ text }) => text.includes(name)));
  const keywords = named.map((argument) => `${textOf(argument.field("name"))}=${textOf(argument.field("value"))}`);
  const given = [...positional.map(textOf), job ?? "the_job", ...keywords];
  const lambda = `lambda ${job ?? "the_job"}: ${callee.text}(${given.join(", ")})`;
  if (isOnlyStarted(module, expression, call)) closeGap(module, rewriter, statementOf(call));
  rewriter.replace(isOnlyStarted(module, expression, call) ? expression : call, lambda);
}

/** Whether a name that holds the partial function serves the call of `start` alone. */
function isOnlyStarted(module: PythonModule, expression: PyNode, call: PyNode): boolean {
  const node = unparenthesized(expression);
  return node !== call && module.scopes.bindingOf(node)?.references.length === 2;
}

/** A name of the module for what a parameter is given: the parameter's own, where only the function has it. */
function nameFor(module: PythonModule, { definition, positional, named }: Partial, index: number): string {
  const keyword = named[index - positional.length]?.field("name")?.text;
  const parameter = keyword ?? parametersOf(definition)[index]?.name ?? "value";
  const isElsewhere = [...module.root.walk()].some((node) => {
    const isSame = node.type === "identifier" && node.text === parameter;
    return isSame && !definition.contains(node) && node.parent?.type !== "keyword_argument";
  });
  return isElsewhere ? unusedName(module, `bound_${parameter}`, `handler_${parameter}`) : parameter;
}

/** Whether a value may as well be looked at in each request: a literal, or a name of the module that is bound once. */
function isSteady(module: PythonModule, value: PyNode): boolean {
  if (literalOf(value) !== undefined && !value.is("list", "dictionary", "set")) return true;
  const binding = value.type === "identifier" ? module.scopes.bindingOf(value) : undefined;
  return binding?.scope.kind === "module" && onlyBind(binding) !== undefined;
}
