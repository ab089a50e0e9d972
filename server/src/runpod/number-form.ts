import { onlyValue } from "../python/bindings.js";
import { argumentFor, definitionOf, mentionsOf, parametersOf } from "../python/functions.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import { assignedName, enclosingFunction, methodCall } from "../python/queries.js";
import type { Binding } from "../python/scope-table.js";
import type { ResolveDefinition } from "./handed-on.js";

/** How many names and parameters a value is followed through. */
const MAX_DEPTH = 5;

/** Functions whose result tells an integer from a float of the same value, or that take integers alone. */
const TELLING = new Set("str repr format range type isinstance hex bin oct chr ascii".split(" "));

const TELLING_METHODS = new Set(["format", "dumps", "join"]);

/** What goes to a log is for people. */
const LOGGING = /^(?:print|log|logger|logging|LOG|LOGGER)\b/;

/**
 * Whether anything that is made of a value shows if it was 7 or 7.0: a text, a count, a question for its type.
 * `worker`: the file of the handler, which may show what a function of another file returns, or keeps in an object.
 */
export function showsNumberForm(
  module: PythonModule,
  value: PyNode,
  resolve: ResolveDefinition,
  worker: PythonModule,
): boolean {
  return new FormReader(module, resolve, worker === module ? undefined : worker).shows(value, 0);
}

/** The same of what a parameter, or a field of the worker's own class, is given under a name. */
export function showsDeclaredForm(
  module: PythonModule,
  declaration: PyNode,
  name: string,
  resolve: ResolveDefinition,
): boolean {
  return new FormReader(module, resolve).showsDeclaration(declaration, name);
}

class FormReader {
  private readonly seen = new Set<Binding>();
  private readonly returned = new Set<PyNode>();
  private readonly attributes = new Set<string>();

  constructor(
    private readonly module: PythonModule,
    private readonly resolve: ResolveDefinition,
    private readonly caller?: PythonModule,
  ) {}

  shows(value: PyNode, depth: number): boolean {
    let child = value;
    for (let parent = value.parent; parent !== undefined; child = parent, parent = parent.parent) {
      if (parent.type === "assignment") return child.fieldName === "right" && this.showsName(parent, depth);
      if (parent.is("for_statement", "for_in_clause") && child.fieldName === "right" && this.showsEach(parent, depth))
        return true;
      if (parent.type === "named_expression" && this.showsBinding(parent.field("name"), depth)) return true;
      if (parent.is("comparison_operator", "block", "if_statement", "while_statement", "function_definition"))
        return false;
      if (parent.type === "call") {
        if (LOGGING.test(parent.field("function")?.text ?? "") || isCast(parent)) return false;
        if (isTellingCall(parent)) return true;
        if (child.type === "argument_list" && this.showsParameter(parent, value, depth)) return true;
        if (child.type === "argument_list" && this.showsElsewhere(parent, value, depth)) return true;
      }
      if (parent.type === "return_statement") return this.showsResult(parent, depth);
      if (isTelling(parent)) return !isLogged(parent);
    }
    return false;
  }

  showsDeclaration(declaration: PyNode, name: string): boolean {
    const identifiers = [...declaration.walk()].filter((node) => node.type === "identifier" && node.text === name);
    return identifiers.some((node) => this.showsBinding(node, 0)) || this.showsAttribute(name, 0);
  }

  private showsName(assignment: PyNode, depth: number): boolean {
    const left = assignment.field("left");
    const attribute = left?.type === "attribute" ? left.field("attribute")?.text : undefined;
    if (attribute !== undefined) return this.showsAttribute(attribute, depth);
    return this.showsBinding(assignedName(assignment) ?? rootOf(assignment.field("left")), depth);
  }

  private showsBinding(name: PyNode | undefined, depth: number): boolean {
    const binding = name?.type === "identifier" ? this.module.scopes.bindingOf(name) : undefined;
    if (binding === undefined || depth > MAX_DEPTH || this.seen.has(binding)) return false;
    this.seen.add(binding);
    return binding.references.some(({ node, role }) => role !== "bind" && this.shows(node, depth + 1));
  }

  /** `self.scale = scale`: objects are not told apart, only the names of what they hold. */
  private showsAttribute(name: string, depth: number): boolean {
    if (depth > MAX_DEPTH || this.attributes.has(name)) return false;
    this.attributes.add(name);
    for (const node of this.module.root.walk()) {
      const isIt = node.type === "attribute" && node.field("attribute")?.text === name && node.fieldName !== "left";
      if (isIt && this.shows(node, depth + 1)) return true;
    }
    return this.caller !== undefined && new FormReader(this.caller, this.resolve).showsAttribute(name, depth);
  }

  /** What a loop gives one by one. */
  private showsEach(loop: PyNode, depth: number): boolean {
    const names = [...(loop.field("left")?.walk() ?? [])].filter(({ type }) => type === "identifier");
    return names.some((name) => this.showsBinding(name, depth));
  }

  /** What a function returns is where it is called. */
  private showsResult(statement: PyNode, depth: number): boolean {
    const definition = enclosingFunction(statement);
    if (definition === undefined || depth > MAX_DEPTH || this.returned.has(definition)) return false;
    this.returned.add(definition);
    const mentions = mentionsOf(this.module, definition);
    if (this.caller !== undefined && mentions.length === 0) return true;
    return mentions.some(({ parent: call }) => call?.type === "call" && this.shows(call, depth + 1));
  }

  /** The value is an argument of one of the worker's own functions, or of a method that may be one of its own. */
  private showsParameter(call: PyNode, value: PyNode, depth: number): boolean {
    return this.targetsOf(call.field("function")).some((target) => {
      const all = parametersOf(target);
      const parameters = all[0]?.name === "self" || all[0]?.name === "cls" ? all.slice(1) : all;
      const parameter = parameters.find(({ name }) => argumentFor(call, parameters, name)?.contains(value) === true);
      return this.showsBinding(parameter?.identifier, depth);
    });
  }

  /** The value is an argument of a function that another file of the worker defines. */
  private showsElsewhere(call: PyNode, value: PyNode, depth: number): boolean {
    const callee = call.field("function");
    const found = callee === undefined || depth > MAX_DEPTH ? undefined : this.resolve(this.module, callee);
    if (found === undefined || found.module === this.module) return false;
    const parameters = parametersOf(found.definition).slice(found.isBound ? 1 : 0);
    const parameter = parameters.find(({ name }) => argumentFor(call, parameters, name)?.contains(value) === true);
    return new FormReader(found.module, this.resolve).showsBinding(parameter?.identifier, depth + 1);
  }

  private targetsOf(callee: PyNode | undefined): readonly PyNode[] {
    if (callee === undefined) return [];
    const value = unparenthesized(onlyValue(this.module.scopes.bindingOf(callee)) ?? callee);
    if (value.type === "lambda") return [value];
    const target = definitionOf(this.module, callee);
    if (target?.type === "function_definition") return [target];
    const isMethod = callee.type === "attribute" && this.module.names.of(callee) === undefined;
    const name =
      target?.type === "class_definition" ? "__init__" : isMethod ? callee.field("attribute")?.text : undefined;
    return [...this.module.root.walk()].filter(
      (node) =>
        node.type === "function_definition" &&
        node.field("name")?.text === name &&
        node.ancestor("class_definition") !== undefined &&
        (target === undefined || target.contains(node)),
    );
  }
}

function isCast(call: PyNode): boolean {
  return /^(?:int|float|bool)$/.test(call.field("function")?.text ?? "");
}

function isTellingCall(call: PyNode): boolean {
  const callee = call.field("function");
  if (callee?.type === "identifier") return TELLING.has(callee.text);
  return TELLING_METHODS.has(methodCall(call)?.name ?? "");
}

/** `f"{x}"`, `"%s" % x`, `"ab" * x`, `items[x]`, `items[:x]`. */
function isTelling(node: PyNode): boolean {
  if (node.is("interpolation", "slice")) return true;
  if (node.type === "binary_operator") {
    const operator = node.field("operator")?.text ?? "";
    const sides = [node.field("left"), node.field("right")];
    return ["%", "*"].includes(operator) && sides.some((side) => side?.is("string", "list", "concatenated_string"));
  }
  return false;
}

function isLogged(node: PyNode): boolean {
  for (let call = node.ancestor("call"); call !== undefined; call = call.ancestor("call"))
    if (LOGGING.test(call.field("function")?.text ?? "")) return true;
  return false;
}

/** `result` of `result["key"]`. */
function rootOf(target: PyNode | undefined): PyNode | undefined {
  let root = target;
  while (root?.is("subscript", "attribute") === true) root = root.field("value") ?? root.field("object");
  return root;
}
