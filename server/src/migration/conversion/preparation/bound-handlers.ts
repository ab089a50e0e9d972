import { onlyBind, onlyValue } from "../../../python/bindings.js";
import { definitionOf, parametersOf } from "../../../python/functions.js";
import { indentationAt, lineEnd, lineEnding, lineStart, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { decoratorsOf, isGenerator, statementOf } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import type { Span } from "../../../python/span.js";
import { methodNamed } from "../../../runpod/handed-on.js";
import { readWorker } from "../../../runpod/worker.js";
import { outerStatement } from "../handlers/handler-method.js";
import { declareGlobal, topStatement, unusedName } from "../module/module-places.js";
import type { ReadText } from "./read-text.js";
import { closeGap, withComments } from "../module/statements.js";

/**
 * Writes a method that serves as the handler (`worker.handle`, `Worker()`, `Checks.luhn`) as a function of the module,
 * in which the object has its name instead of `self`. The object and its class stay what they were.
 */
export function unbindHandler(source: string, read: ReadText): string {
  const module = /\bclass\b/.test(source) ? read(source) : undefined;
  const [handler, ...others] = (module === undefined ? undefined : readWorker(module))?.handlers ?? [];
  if (module === undefined || handler === undefined || others.length > 0) return source;
  const served = handler.definition === undefined ? handler.expression : calledWithJob(handler.definition);
  const bound = served === undefined ? undefined : boundMethod(module, served);
  const owner = bound === undefined ? undefined : ownerOf(module, bound, handler.start.call);
  if (bound === undefined || owner === undefined || !canMove(module, bound, owner.name)) return source;
  return new Unbinding(module, bound, owner).run(handler.start.call);
}

/** `return worker.run(job)`: what a handler hands its whole job to. */
function calledWithJob(definition: PyNode): PyNode | undefined {
  const job = parametersOf(definition)[0]?.name;
  for (const node of definition.walk()) {
    const [argument, ...others] = node.type === "call" ? (node.field("arguments")?.namedChildren ?? []) : [];
    const callee = node.field("function");
    if (argument?.type === "identifier" && argument.text === job && others.length === 0 && callee?.type === "attribute")
      return callee;
  }
  return undefined;
}

/** A method of one of the file's classes, as an expression names it. */
interface BoundMethod {
  /** What stands for the method where the worker is started. */
  readonly expression: PyNode;
  readonly method: PyNode;
  /** The name of an object or class, or the call that makes an object. */
  readonly owner: PyNode;
  readonly form: "method" | "static" | "class";
}

function boundMethod(module: PythonModule, expression: PyNode, depth = 0): BoundMethod | undefined {
  const node = unparenthesized(expression);
  if (node.type === "attribute") {
    const [owner, name] = [node.field("object"), node.field("attribute")?.text ?? ""];
    const definition = owner === undefined ? undefined : (classNamed(module, owner) ?? classOfObject(module, owner));
    const method = definition === undefined ? undefined : inheritedMethod(module, definition, name);
    const form = method === undefined ? undefined : formOf(method);
    const isOfClass = owner !== undefined && classNamed(module, owner) !== undefined;
    if (owner === undefined || method === undefined || form === undefined) return undefined;
    return isOfClass && form === "method" ? undefined : { expression: node, method, owner, form };
  }
  const value = node.type === "identifier" ? onlyValue(module.scopes.bindingOf(node)) : undefined;
  if (value?.type === "attribute" && depth < 3) return boundMethod(module, value, depth + 1);
  const definition = classOfObject(module, node);
  const method = definition === undefined ? undefined : inheritedMethod(module, definition, "__call__");
  // An object whose `__call__` yields is none of RunPod's generators: what it meant is told elsewhere.
  if (method === undefined || formOf(method) !== "method" || isGenerator(method)) return undefined;
  return { expression: node, method, owner: node, form: "method" };
}

function classNamed(module: PythonModule, name: PyNode): PyNode | undefined {
  const definition = definitionOf(module, name);
  return definition?.type === "class_definition" ? definition : undefined;
}

/** The class of this file that an object is made of: `Worker()`, or a name that is only ever given one. */
function classOfObject(module: PythonModule, object: PyNode): PyNode | undefined {
  const node = unparenthesized(object);
  const made = node.type === "identifier" ? onlyValue(module.scopes.bindingOf(node)) : node;
  const callee = made?.type === "call" ? made.field("function") : undefined;
  return callee === undefined ? undefined : classNamed(module, callee);
}

/** The method that objects of a class have under a name, where the file shows every class that could know of it. */
function inheritedMethod(module: PythonModule, definition: PyNode, name: string): PyNode | undefined {
  const found = lineage(module, definition)?.flatMap((each) => methodNamed(each, name) ?? []) ?? [];
  return found.length === 1 ? found[0] : undefined;
}

/** A class and those that it inherits from; undefined where one of them is not of this file. */
function lineage(module: PythonModule, definition: PyNode, depth = 0): readonly PyNode[] | undefined {
  const bases = definition.field("superclasses")?.namedChildren ?? [];
  const parents = bases
    .filter(({ text }) => !PLAIN_BASES.test(text))
    .map((base) => {
      const parent = depth < 5 ? classNamed(module, base) : undefined;
      return parent === undefined ? undefined : lineage(module, parent, depth + 1);
    });
  return parents.every((parent) => parent !== undefined) ? [definition, ...parents.flat()] : undefined;
}

/** Bases that ask nothing of a method but what the file itself marks. */
const PLAIN_BASES = /^(?:object|(?:abc\.)?ABC|metaclass=(?:abc\.)?ABCMeta)$/;

function formOf(method: PyNode): BoundMethod["form"] | undefined {
  const [decorator, ...others] = decoratorsOf(method).map(({ text }) => text.replace(/\s/g, ""));
  if (decorator === undefined) return "method";
  if (others.length > 0) return undefined;
  return decorator === "@staticmethod" ? "static" : decorator === "@classmethod" ? "class" : undefined;
}

interface Owner {
  readonly name: string;
  /** The call that makes the object, where it has no name yet. */
  readonly made: PyNode | undefined;
  /** The function of which the object's name is to be a global. */
  readonly enclosing: PyNode | undefined;
}

function ownerOf(module: PythonModule, { owner, method }: BoundMethod, start: PyNode): Owner | undefined {
  const enclosing = start.ancestor("function_definition");
  const node = unparenthesized(owner);
  if (node.type === "call") {
    const className = method.ancestor("class_definition")?.field("name")?.text ?? "worker";
    const name = className.replace(/(?<=[a-z\d])(?=[A-Z])/g, "_").toLowerCase();
    const wanted = name === className ? `${name}_object` : name;
    const free = unusedName(module, wanted, `${wanted}_object`, `the_${wanted}`, `made_${wanted}`);
    return { name: free, made: node, enclosing };
  }
  const scope = module.scopes.bindingOf(node)?.scope;
  if (scope?.kind === "module") return { name: node.text, made: undefined, enclosing: undefined };
  const isLocal = scope?.node === enclosing && onlyBind(module.scopes.bindingOf(node))?.parent?.type === "assignment";
  const isFree = !module.scopes.module.bindings.has(node.text);
  return isLocal && isFree && scope !== undefined ? { name: node.text, made: undefined, enclosing } : undefined;
}

/** Whether a method means the same outside its class, and nothing but the worker's start asks for it. */
function canMove(module: PythonModule, { method, expression, form }: BoundMethod, owner: string): boolean {
  const definition = method.ancestor("class_definition", "function_definition");
  if (definition === undefined || outerStatement(definition).parent !== module.root) return false;
  const name = method.field("name")?.text ?? "";
  const [self, rest] =
    form === "static" ? [undefined, parametersOf(method)] : [parametersOf(method)[0], parametersOf(method).slice(1)];
  if (form !== "static" && (self === undefined || !isOnlyBound(module, self.identifier))) return false;
  if (rest.length === 0 || rest.slice(1).some((each) => each.default?.is("identifier", "attribute", "call") === true))
    return false;
  for (const node of module.root.walk()) {
    const isInside = method.contains(node);
    if (node.type === "attribute" && isAsked(node, name) && node !== expression) return false;
    if (node.type === "call" && ASKING.test(node.field("function")?.text ?? "") && node.text.includes(name))
      return false;
    if (isInside && node.type === "identifier" && (TIED.test(node.text) || isShadowing(module, node, owner)))
      return false;
  }
  return name !== "__call__" || isOnlyStarted(module, expression);
}

function isAsked(attribute: PyNode, name: string): boolean {
  return attribute.field("attribute")?.text === name;
}

/** What looks for attributes by their names. */
const ASKING = /^(?:getattr|hasattr|setattr|delattr|(?:operator\.)?methodcaller)$/;

/** What only works inside a class: `super()`, `__class__`, names that Python mangles. */
const TIED = /^(?:super|__class__|__(?!\w*__$)\w+)$/;

function isShadowing(module: PythonModule, node: PyNode, owner: string): boolean {
  return (
    node.text === owner && module.scopes.bindingOf(node)?.scope.kind !== "module" && node.parent?.type !== "attribute"
  );
}

function isOnlyBound(module: PythonModule, parameter: PyNode): boolean {
  return onlyBind(module.scopes.bindingOf(parameter)) === parameter;
}

/** An object that is called elsewhere too, or handed on, needs its `__call__`. */
function isOnlyStarted(module: PythonModule, expression: PyNode): boolean {
  if (expression.type !== "identifier") return true;
  const references = module.scopes.bindingOf(expression)?.references ?? [];
  return references.every(
    ({ node, role }) => role === "bind" || node === expression || node.parent?.type === "attribute",
  );
}

class Unbinding {
  private readonly rewriter: Rewriter;
  private readonly newline: string;

  constructor(
    private readonly module: PythonModule,
    private readonly bound: BoundMethod,
    private readonly owner: Owner,
  ) {
    this.rewriter = new Rewriter(module.source);
    this.newline = lineEnding(module.source);
  }

  run(start: PyNode): string {
    const { module, rewriter, newline } = this;
    const name = this.functionName();
    const text = this.functionText(name);
    const outer = outerStatement(this.bound.method);
    if (outer.parent?.namedChildren.length === 1) closeGap(module, rewriter, outer);
    else rewriter.delete(withBlankLine(module.source, withComments(module.source, outer)));
    rewriter.replace(this.bound.expression, name);
    this.nameObject(statementOf(start));
    // The name must be known where it is used: in the call of `start`, or in a configuration above it.
    const top = topStatement(module, this.bound.expression.start < start.start ? this.bound.expression : start);
    rewriter.insert(lineStart(module.source, top.start), text + newline + newline + newline);
    return rewriter.render({ start: 0, end: module.source.length });
  }

  private functionName(): string {
    const name = this.bound.method.field("name")?.text ?? "run";
    const used = this.module.scopes.module.bindings;
    const wanted = name === "__call__" ? "run" : name;
    return [wanted, `${wanted}_job`, `handle_${wanted}`].find((each) => !used.has(each)) ?? `run_${wanted}_job`;
  }

  /** The method as a function: without `self`, which is the object now. */
  private functionText(name: string): string {
    const { module, bound, owner } = this;
    const { method, form } = bound;
    const moved = new Rewriter(module.source);
    const [self, next] = parametersOf(method);
    const ownName = method.field("name");
    if (form !== "static" && self !== undefined) {
      for (const { node, role } of module.scopes.bindingOf(self.identifier)?.references ?? [])
        if (role !== "bind") moved.replace(node, owner.name);
      moved.delete({ start: self.node.start, end: next?.node.start ?? self.node.end });
    }
    if (ownName !== undefined) moved.replace(ownName, name);
    for (const decorator of decoratorsOf(method)) moved.delete({ start: decorator.start, end: method.start });
    const text = moved.render(withComments(module.source, outerStatement(method))).trimEnd();
    return reindent(text, indentationAt(module.source, outerStatement(method).start), "").trimStart();
  }

  private nameObject(statement: PyNode): void {
    const { module, rewriter, newline, owner } = this;
    if (owner.enclosing !== undefined) declareGlobal(module, rewriter, owner.enclosing, [owner.name]);
    if (owner.made === undefined) return;
    const indent = indentationAt(module.source, statement.start);
    const at = lineStart(module.source, statement.start);
    rewriter.insert(at, `${indent}${owner.name} = ${owner.made.text}${newline}`);
  }
}

/** Lines with the blank one below them. */
function withBlankLine(source: string, lines: Span): Span {
  const below = lineEnd(source, lines.end);
  return source.slice(lines.end, below).trim() === "" ? { start: lines.start, end: below } : lines;
}
