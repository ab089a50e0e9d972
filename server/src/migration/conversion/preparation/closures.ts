import { bindsOf, onlyBind } from "../../../python/bindings.js";
import { definitionOf, parametersOf, type ParameterInfo } from "../../../python/functions.js";
import { indentationAt, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { decoratorsOf, isAsync, isGenerator, returnsIn, undecorated } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import { outerStatement } from "../handlers/handler-method.js";
import { nonlocalAsGlobal } from "../module/module-places.js";

/** What a call of a function that returns an inner one makes, as code that needs no call. */
export interface Closure {
  /** The functions around the inner one, the outermost first. */
  readonly factories: readonly PyNode[];
  readonly inner: PyNode;
  /** What the factories did before, in order. */
  readonly prelude: readonly string[];
  /** The names that the prelude binds. */
  readonly names: readonly string[];
  /** The inner function under a name; `parameter` names its only one where it takes any. Undefined where it takes others. */
  function(name: string, parameter: string | undefined): string | undefined;
}

/** The arguments of a call as text: positions first, `name=value` behind. */
export function argumentTexts(call: PyNode): readonly string[] {
  return call.field("arguments")?.namedChildren.map(({ text }) => text) ?? [];
}

/**
 * What a factory makes of its arguments; `needs("key")` makes a factory first. `name` is what a function that it is
 * given says of itself.
 */
export function closureOf(
  module: PythonModule,
  expression: PyNode,
  given: readonly string[],
  name?: string,
): Closure | undefined {
  const isMade = expression.type === "call";
  const callee = isMade ? expression.field("function") : expression;
  const outer = callee === undefined ? undefined : definitionOf(module, callee);
  const first = outer === undefined ? undefined : innerOf(outer);
  const inner = isMade && first !== undefined ? innerOf(first) : first;
  if (outer === undefined || first === undefined || inner === undefined) return undefined;
  if (outerStatement(outer).parent !== module.root || decoratorsOf(outer).length > 0) return undefined;
  const factories = isMade ? [outer, first] : [outer];
  const layers = isMade ? [argumentTexts(expression), given] : [given];
  return new Instantiation(module, factories, inner, name).closure(layers);
}

/** The inner function that a function returns at its end, and nowhere else anything. */
function innerOf(factory: PyNode): PyNode | undefined {
  const body = factory.field("body");
  if (factory.type !== "function_definition" || body === undefined || isAsync(factory) || isGenerator(factory))
    return undefined;
  const returns = returnsIn(factory);
  const last = body.namedChildren.at(-1);
  const name = last?.namedChildren[0];
  if (returns.length !== 1 || last !== returns[0] || name?.type !== "identifier") return undefined;
  return body.namedChildren
    .map(undecorated)
    .find((each) => each.type === "function_definition" && each.field("name")?.text === name.text);
}

class Instantiation {
  private readonly rewriter: Rewriter;
  private readonly prelude: string[] = [];
  private readonly names: string[] = [];

  constructor(
    private readonly module: PythonModule,
    private readonly factories: readonly PyNode[],
    private readonly inner: PyNode,
    private readonly ownName: string | undefined,
  ) {
    this.rewriter = new Rewriter(module.source);
  }

  closure(layers: readonly (readonly string[])[]): Closure | undefined {
    const isFilled = this.factories.every((factory, index) => this.fill(factory, layers[index] ?? []));
    if (!isFilled || !this.isPlainWrapper()) return undefined;
    nonlocalAsGlobal(this.rewriter, this.inner);
    for (const factory of this.factories) this.collectPrelude(factory);
    const { factories, inner, prelude, names } = this;
    return { factories, inner, prelude, names, function: (name, parameter) => this.function(name, parameter) };
  }

  /** Writes what each parameter is given where it is used; what is more than a name or a literal is bound before. */
  private fill(factory: PyNode, given: readonly string[]): boolean {
    const parameters = parametersOf(factory);
    const named = new Map(given.flatMap((text) => namedArgument(text)));
    const positional = given.filter((text) => namedArgument(text).length === 0);
    if (given.some((text) => text.startsWith("*"))) return false;
    return parameters.every((parameter, index) => {
      const text = valueFor(parameter, index, positional, named);
      const binding = this.module.scopes.bindingOf(parameter.identifier);
      if (text === undefined || onlyBind(binding) !== parameter.identifier) return false;
      const isText = /["']/.test(text);
      const isInText = (binding?.references ?? []).some(({ node }) => node.ancestor("interpolation") !== undefined);
      if (!isSimple(text) || (isText && isInText) || this.isTaken(text, parameter.name)) {
        this.prelude.push(`${parameter.name} = ${text.includes("\n") ? `(${text})` : text}`);
        this.names.push(parameter.name);
        return true;
      }
      for (const { node, role } of binding?.references ?? []) if (role !== "bind") this.write(node, text);
      return true;
    });
  }

  /** A given function that is asked for its name says the one that its author gave it. */
  private write(node: PyNode, text: string): void {
    const asked = node.parent?.type === "attribute" && node.parent.field("attribute")?.text === "__name__";
    if (this.ownName === undefined || !asked || node.parent === undefined) this.rewriter.replace(node, text);
    else if (node.parent.parent?.type === "interpolation" && node.parent.parent.namedChildren.length === 1)
      this.rewriter.replace(node.parent.parent, this.ownName);
    else this.rewriter.replace(node.parent, `"${this.ownName}"`);
  }

  /** Whether a name would mean something else inside the factory, or may be given another value later. */
  private isTaken(text: string, parameter: string): boolean {
    if (!/^[A-Za-z_]\w*$/.test(text)) return false;
    const [outermost] = this.factories;
    const binds = [...this.module.root.walk()].filter(
      (node) => node.type === "identifier" && node.text === text && this.module.scopes.roleOf(node) === "bind",
    );
    const isInside = binds.some((bind) => outermost?.contains(bind) === true && bind.text !== parameter);
    return isInside || binds.filter((bind) => outermost?.contains(bind) !== true).length > 1;
  }

  private collectPrelude(factory: PyNode): void {
    const body = factory.field("body")?.namedChildren ?? [];
    for (const statement of body) {
      const isDocstring = statement === body[0] && statement.namedChildren[0]?.type === "string";
      const isFunction = [this.inner, ...this.factories].includes(undecorated(statement));
      if (isDocstring || isFunction || statement.type === "return_statement") continue;
      const indent = indentationAt(this.module.source, statement.start);
      this.prelude.push(reindent(indent + this.rewriter.render(statement), indent, ""));
    }
    const own = this.module.scopes.scopeOf(factory)?.bindings ?? new Map<string, never>();
    const parameters = new Set(parametersOf(factory).map(({ name }) => name));
    const functions = new Set([this.inner, ...this.factories].map((each) => each.field("name")?.text));
    for (const [name, binding] of own)
      if (!parameters.has(name) && !functions.has(name) && bindsOf(binding).length > 0) this.names.push(name);
  }

  /** Whether nothing but `functools.wraps` decorates the inner function. */
  private isPlainWrapper(): boolean {
    return decoratorsOf(this.inner).every((decorator) => {
      const call = decorator.namedChildren[0];
      const callee = call?.type === "call" ? call.field("function") : undefined;
      return callee !== undefined && this.module.names.of(callee) === "functools.wraps";
    });
  }

  private function(name: string, parameter: string | undefined): string | undefined {
    const { module, inner, rewriter } = this;
    const own = inner.field("name");
    const all = parametersOf(inner);
    const [first, ...others] = all;
    const isOpen = all.some(({ kind }) => kind !== "plain");
    if (first === undefined || (isOpen && (parameter === undefined || !this.takeJob(all, parameter)))) return undefined;
    if (!isOpen && others.some((each) => each.default === undefined)) return undefined;
    if (own !== undefined) rewriter.replace(own, name);
    const indent = indentationAt(module.source, outerStatement(inner).start);
    return reindent(rewriter.render({ start: inner.start, end: inner.end }), indent, "").trim();
  }

  /** RunPod gives one argument: `*args, **kwargs` that are handed on hold the job alone. */
  private takeJob(all: readonly ParameterInfo[], job: string): boolean {
    const list = this.inner.field("parameters");
    if (list === undefined || all.some(({ kind }) => kind === "plain")) return false;
    if (this.module.scopes.scopeOf(this.inner)?.bindings.has(job) === true) return false;
    const isHandedOn = all.every(({ identifier, kind }) =>
      (this.module.scopes.bindingOf(identifier)?.references ?? []).every(({ node, role }) => {
        if (role === "bind") return true;
        const splat = node.parent;
        if (splat?.is("list_splat", "dictionary_splat") !== true || splat.parent?.type !== "argument_list")
          return false;
        const isAlone = splat.parent.namedChildren.every((each) => each.is("list_splat", "dictionary_splat"));
        if (isAlone && kind === "star") this.rewriter.replace(splat.parent, `(${job})`);
        return isAlone;
      }),
    );
    this.rewriter.replace(list, `(${job})`);
    return isHandedOn && all.some(({ kind }) => kind === "star");
  }
}

function namedArgument(text: string): readonly (readonly [string, string])[] {
  const found = /^([A-Za-z_]\w*)\s*=(?!=)\s*(.*)$/s.exec(text);
  return found === null ? [] : [[found[1] ?? "", found[2] ?? ""]];
}

function valueFor(
  { name, kind, default: fallback }: ParameterInfo,
  index: number,
  positional: readonly string[],
  named: ReadonlyMap<string, string>,
): string | undefined {
  if (kind === "star") return `(${positional.slice(index).join(", ")}${positional.length === index + 1 ? "," : ""})`;
  if (kind === "double-star") return undefined;
  return positional[index] ?? named.get(name) ?? fallback?.text;
}

/** A name, a literal or a tuple of literals: it means the same wherever it is written. */
function isSimple(text: string): boolean {
  const item = String.raw`(?:[A-Za-z_]\w*|-?\d[\d_.]*|"[^"\\\n]*"|'[^'\\\n]*')`;
  return new RegExp(String.raw`^(?:${item}|\((?:${item},\s*)*(?:${item})?\))$`).test(text);
}
