import { onlyBind } from "../../../python/bindings.js";
import { parametersOf } from "../../../python/functions.js";
import { indentationAt, lineEnd, lineEnding, lineStart, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import {
  decoratorsOf,
  enclosingFunction,
  isAsync,
  isGenerator,
  statementOf,
  statementsOf,
} from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { readWorker } from "../../../runpod/worker.js";
import { unusedName } from "../module/module-places.js";
import type { ReadText } from "./read-text.js";
import { closeGap } from "../module/statements.js";

/**
 * Moves a `start` at the end of a method (`runpod.serverless.start({"handler": self.handle})`) behind the one statement
 * of the module that calls the method, where the object has a name.
 */
export function leaveMethod(source: string, read: ReadText): string {
  const module = /\bself\b/.test(source) ? read(source) : undefined;
  const worker = module === undefined ? undefined : readWorker(module);
  const [start, ...others] = worker?.starts ?? [];
  if (module === undefined || start === undefined || others.length > 0) return source;
  const method = enclosingFunction(start.call);
  const self = method === undefined ? undefined : selfOf(module, method, start.call);
  const call = method === undefined || self === undefined ? undefined : onlyCall(module, method, start.call);
  return self === undefined || call === undefined ? source : moved(module, start.call, self, call);
}

/** The method's own name for its object, where the start is the last thing it does and needs nothing else of it. */
function selfOf(module: PythonModule, method: PyNode, start: PyNode): PyNode | undefined {
  const self = parametersOf(method)[0]?.identifier;
  const isPlain =
    method.type === "function_definition" &&
    method.parent?.parent?.type === "class_definition" &&
    method.parent.parent.parent === module.root &&
    decoratorsOf(method).length === 0 &&
    !isAsync(method) &&
    !isGenerator(method);
  if (self === undefined || !isPlain || onlyBind(module.scopes.bindingOf(self)) !== self) return undefined;
  if (statementsOf(method.field("body")).at(-1) !== statementOf(start)) return undefined;
  const needed = [...start.walk()].flatMap((node) =>
    node.type === "identifier" ? (module.scopes.bindingOf(node) ?? []) : [],
  );
  const isOutside = needed.every(
    ({ scope, name }) => scope.kind === "module" || start.contains(scope.node) || name === self.text,
  );
  return isOutside && needed.some(({ name }) => name === self.text) ? self : undefined;
}

/** The only call of a method by its name, where it is a statement of the module: `worker.run()`, `Worker().run()`. */
function onlyCall(module: PythonModule, method: PyNode, start: PyNode): PyNode | undefined {
  const name = method.field("name")?.text ?? "";
  const uses = [...module.root.walk()].filter(
    (node) => node.type === "attribute" && node.field("attribute")?.text === name && !start.contains(node),
  );
  const [use, ...others] = uses;
  const call = use?.parent;
  const isStatement = call?.type === "call" && call.parent?.type === "expression_statement";
  if (use === undefined || others.length > 0 || !isStatement || enclosingFunction(call) !== undefined) return undefined;
  return isOwnObject(module, use.field("object"), method) ? call : undefined;
}

/** Whether an object is made of the class of a method: by a call, or under a name that is bound to one alone. */
function isOwnObject(module: PythonModule, object: PyNode | undefined, method: PyNode): boolean {
  const bind = object?.type === "identifier" ? onlyBind(module.scopes.bindingOf(object)) : undefined;
  const made = bind?.parent?.type === "assignment" ? bind.parent.field("right") : object;
  const callee = made?.type === "call" ? made.field("function") : undefined;
  return callee?.text !== undefined && callee.text === method.parent?.parent?.field("name")?.text;
}

function moved(module: PythonModule, start: PyNode, self: PyNode, call: PyNode): string {
  const { source } = module;
  const [rewriter, copy] = [new Rewriter(source), new Rewriter(source)];
  const object = call.field("function")?.field("object");
  const [indent, newline] = [indentationAt(source, call.start), lineEnding(source)];
  const isNamed = object?.type === "identifier";
  const name = isNamed ? object.text : unusedName(module, "worker", "the_worker", "worker_object");
  for (const node of start.walk())
    if (node.type === "identifier" && node.text === self.text && module.scopes.bindingOf(node) !== undefined)
      copy.replace(node, name);
  closeGap(module, rewriter, statementOf(start));
  if (!isNamed && object !== undefined) {
    rewriter.insert(lineStart(source, call.start), `${indent}${name} = ${object.text}${newline}`);
    rewriter.replace(object, name);
  }
  const text = reindent(
    indentationAt(source, start.start) + copy.render(start),
    indentationAt(source, start.start),
    indent,
  );
  const end = lineEnd(source, call.end);
  rewriter.insert(end, (source.slice(0, end).endsWith("\n") ? "" : newline) + text + newline);
  return rewriter.render({ start: 0, end: source.length });
}
