import { onlyBind, onlyValue } from "../../../python/bindings.js";
import { definitionOf, mentionsOf, parametersOf } from "../../../python/functions.js";
import { indentationAt, lineEnding, lineStart, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { decoratorsOf, enclosingFunction, isAsync, isGenerator, statementOf } from "../../../python/queries.js";
import { syntaxFault } from "../../../python/syntax-fault.js";
import { Rewriter } from "../../../python/rewriter.js";
import { readWorker, type Handler } from "../../../runpod/worker.js";
import { argumentTexts, closureOf, type Closure } from "./closures.js";
import { outerStatement } from "../handlers/handler-method.js";
import { declareGlobal, nonlocalAsGlobal, topStatement, unusedName } from "../module/module-places.js";
import type { ReadText } from "./read-text.js";
import { closeGap, withComments } from "../module/statements.js";

/** More than a handler is ever wrapped. */
const MOST_LAYERS = 4;

/**
 * Writes a handler that a function makes when the worker starts as a function of the module: what `make_handler(model)`
 * returns, what a decorator of the file puts around it, what `main()` defines. What it had from around it has its name
 * in the module, or is written where it is used.
 */
export function unmakeHandler(source: string, read: ReadText): string {
  let text = source;
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const module = /\n[ \t]+(?:async )?def /.test(text) ? read(text) : undefined;
    const next = module === undefined ? undefined : withoutLayer(module);
    const result = next === undefined ? undefined : read(next);
    if (next === undefined || result === undefined || syntaxFault(next, result.root) !== undefined) return text;
    text = next;
  }
  return text;
}

function withoutLayer(module: PythonModule): string | undefined {
  const [handler, ...others] = readWorker(module)?.handlers ?? [];
  if (handler === undefined || others.length > 0 || handler.alternatives.length > 0) return undefined;
  const { definition } = handler;
  if (definition === undefined) return withoutFactory(module, handler);
  if (definition.type !== "function_definition") return undefined;
  if (outerStatement(definition).parent === module.root) return withoutDecorator(module, definition);
  return withoutNesting(module, handler, definition);
}

/** `@timed def handler(job)`: the wrapper has the handler's name, and calls the function under another. */
function withoutDecorator(module: PythonModule, definition: PyNode): string | undefined {
  const decorator = decoratorsOf(definition).at(-1);
  const expression = decorator?.namedChildren[0];
  const [own, parameter] = [definition.field("name"), parametersOf(definition)[0]];
  if (decorator === undefined || expression === undefined || own === undefined || parameter === undefined)
    return undefined;
  const plain = `run_${own.text}`;
  const inner = unusedName(module, plain, `${plain}_itself`, `do_${plain}`, `just_${plain}`);
  const closure = closureOf(module, expression, [inner], own.text);
  if (closure === undefined || isAsync(closure.inner) !== isAsync(definition)) return undefined;
  if (!closure.names.every((name) => isFree(module, name, undefined, undefined))) return undefined;
  if (isGenerator(definition) || isGenerator(closure.inner)) return undefined;
  const rewriter = new Rewriter(module.source);
  const wrapper = closure.function(own.text, parameter.name);
  if (wrapper === undefined) return undefined;
  const outer = outerStatement(definition);
  rewriter.replace(own, inner);
  const others = decoratorsOf(definition)
    .slice(0, -1)
    .map(({ text }) => text + lineEnding(module.source));
  for (const each of decoratorsOf(definition)) rewriter.delete({ start: each.start, end: nextStart(outer, each) });
  const newline = lineEnding(module.source);
  const prelude = closure.prelude.map((part) => part + newline).join("");
  const gap = newline.repeat(3);
  rewriter.insert(outer.end, gap + prelude + (prelude === "" ? "" : newline.repeat(2)) + others.join("") + wrapper);
  dropUnused(module, rewriter, closure, decorator);
  return rewriter.render({ start: 0, end: module.source.length });
}

function nextStart(outer: PyNode, decorator: PyNode): number {
  const next = outer.children.find(({ start, type }) => start >= decorator.end && type !== "comment");
  return next?.start ?? decorator.end;
}

/** `start({"handler": make_handler(model)})`, `handler = make_handler(model)`. */
function withoutFactory(module: PythonModule, { expression, start }: Handler): string | undefined {
  const node = unparenthesized(expression);
  const call = node.type === "identifier" ? onlyValue(module.scopes.bindingOf(node)) : node;
  const callee = call?.type === "call" ? call.field("function") : undefined;
  const factory = callee === undefined ? undefined : definitionOf(module, callee);
  if (call === undefined || callee === undefined || factory?.type !== "function_definition") return undefined;
  const closure = closureOf(module, callee, argumentTexts(call));
  if (closure === undefined || mentionsOf(module, factory).length > 1 || closure.factories.length > 1) return undefined;
  const statement = statementOf(call);
  const target = statement.namedChildren[0]?.field("left");
  const name = closure.inner.field("name")?.text ?? "";
  const isKept = target?.type === "identifier" && target.text === name;
  if (!isKept && module.scopes.module.bindings.has(name)) return undefined;
  const enclosing = enclosingFunction(call);
  if (enclosing !== enclosingFunction(start.call)) return undefined;
  const rewriter = new Rewriter(module.source);
  const text = closure.function(name, undefined);
  const globals = enclosing === undefined ? [] : capturedLocals(module, enclosing, closure, call);
  if (
    text === undefined ||
    globals === undefined ||
    !closure.names.every((each) => isFree(module, each, target, enclosing))
  )
    return undefined;
  const newline = lineEnding(module.source);
  const indent = indentationAt(module.source, statement.start);
  const lines = closure.prelude.map((part) => reindent(part, "", indent) + newline).join("");
  rewriter.insert(lineStart(module.source, statement.start), lines);
  if (isKept && statement.namedChildren[0]?.field("right") === call) closeGap(module, rewriter, statement);
  else rewriter.replace(call, name);
  if (enclosing !== undefined)
    declareGlobal(module, rewriter, enclosing, [...globals, ...closure.names.filter((each) => each !== name)]);
  rewriter.insert(lineStart(module.source, topStatement(module, statement).start), text + newline.repeat(3));
  dropUnused(module, rewriter, closure, callee);
  return rewriter.render({ start: 0, end: module.source.length });
}

/** `def main(): … def handler(job): … start({"handler": handler})`. */
function withoutNesting(module: PythonModule, { start }: Handler, definition: PyNode): string | undefined {
  const enclosing = enclosingFunction(definition);
  const name = definition.field("name")?.text ?? "";
  if (enclosing === undefined || enclosing !== enclosingFunction(start.call) || decoratorsOf(definition).length > 0)
    return undefined;
  if (outerStatement(enclosing).parent !== module.root || module.scopes.module.bindings.has(name)) return undefined;
  if (definition.parent !== enclosing.field("body") || mentionsOf(module, enclosing).length > 1) return undefined;
  const parts = withHelpers(module, enclosing, definition);
  const globals = capturedIn(module, enclosing, parts);
  if (globals === undefined) return undefined;
  const rewriter = new Rewriter(module.source);
  for (const part of parts) closeGap(module, rewriter, part);
  declareGlobal(module, rewriter, enclosing, globals);
  const gap = lineEnding(module.source).repeat(3);
  const text = parts.map((part) => movedText(module, part) + gap).join("");
  rewriter.insert(lineStart(module.source, outerStatement(enclosing).start), text);
  return rewriter.render({ start: 0, end: module.source.length });
}

/** A function with those beside it that it calls, in their old order. */
function withHelpers(module: PythonModule, enclosing: PyNode, definition: PyNode): readonly PyNode[] {
  const parts = new Set([definition]);
  // A set visits what is added to it on the way: the helpers' helpers too.
  for (const part of parts) {
    for (const node of part.walk()) {
      const helper = node.type === "identifier" ? definitionOf(module, node) : undefined;
      const isBeside = helper?.type === "function_definition" && helper.parent === enclosing.field("body");
      if (isBeside) parts.add(helper);
    }
  }
  return [...parts].sort((one, other) => one.start - other.start);
}

function movedText(module: PythonModule, definition: PyNode): string {
  const moved = new Rewriter(module.source);
  nonlocalAsGlobal(moved, definition);
  const text = moved.render(withComments(module.source, definition)).trimEnd();
  return reindent(text, indentationAt(module.source, definition.start), "");
}

/** The names of a function's own that code inside it uses; undefined where one of them cannot be one of the module. */
function capturedIn(module: PythonModule, around: PyNode, parts: readonly PyNode[]): readonly string[] | undefined {
  const names = new Set<string>();
  for (const part of parts) {
    for (const node of part.walk()) {
      const binding = node.type === "identifier" ? module.scopes.bindingOf(node) : undefined;
      if (binding?.scope.node !== around) continue;
      const isParameter = parametersOf(around).some(({ name }) => name === binding.name);
      if (isParameter || module.scopes.module.bindings.has(binding.name)) return undefined;
      if (!parts.some((each) => each.field("name") === onlyBind(binding))) names.add(binding.name);
    }
  }
  return [...names];
}

/** What a handler that a factory makes inside a function takes from it: arguments that stand in the handler's code. */
function capturedLocals(
  module: PythonModule,
  enclosing: PyNode,
  closure: Closure,
  call: PyNode,
): readonly string[] | undefined {
  const captured = capturedIn(module, enclosing, [call.field("arguments") ?? call]);
  return captured?.filter((name) => !closure.names.includes(name));
}

function isFree(
  module: PythonModule,
  name: string,
  target: PyNode | undefined,
  enclosing: PyNode | undefined,
): boolean {
  if (target?.text === name) return true;
  const isInside = enclosing !== undefined && module.scopes.scopeOf(enclosing)?.bindings.has(name) === true;
  return !isInside && !module.scopes.module.bindings.has(name);
}

/** A function that made the handler alone has nothing left to do. */
function dropUnused(module: PythonModule, rewriter: Rewriter, { factories }: Closure, use: PyNode): void {
  const [outermost] = factories;
  if (outermost === undefined) return;
  const isUnused = mentionsOf(module, outermost).every((mention) => use.contains(mention));
  if (isUnused) rewriter.delete(withComments(module.source, outerStatement(outermost)));
}
