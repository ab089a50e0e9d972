import { givenAt, onlyValue } from "../../../python/bindings.js";
import { argumentFor, definitionOf, mentionsOf, parametersOf } from "../../../python/functions.js";
import { literalOf } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { methodCall, statementsOf } from "../../../python/queries.js";
import type { Binding } from "../../../python/scope-table.js";
import type { FunctionFlow } from "../../../runpod/job-flow.js";

const VALIDATION_ERRORS = new Set(["pydantic.ValidationError", "pydantic_core.ValidationError"]);

/** Whether a failure depends on the caller's input alone: then it is the caller's mistake, 422, and not ours, 500. */
export class InputDerived {
  private readonly following = new Set<Binding>();

  constructor(
    private readonly module: PythonModule,
    private readonly flows: readonly FunctionFlow[],
  ) {}

  /** The conditions that lead to a statement all look at the input alone. */
  isGuarded(statement: PyNode): boolean {
    let child = statement;
    for (let node = statement.parent; node !== undefined; child = node, node = node.parent) {
      if (node.is("function_definition", "lambda")) return false;
      if (node.type === "except_clause") return this.refusesInput(node);
      if (node.type === "finally_clause") return false;
      if (node.is("if_statement", "elif_clause") && child.fieldName === "consequence") {
        const condition = node.field("condition");
        return condition !== undefined && this.isDerived(condition);
      }
      if (node.type === "case_clause") return this.isCaseOfInput(node);
      if (node.type === "else_clause" && node.parent?.type === "if_statement") {
        const conditions = [node.parent, ...node.parent.fields("alternative")].flatMap(
          (part) => part.field("condition") ?? [],
        );
        return conditions.every((condition) => this.isDerived(condition));
      }
    }
    return false;
  }

  /** A branch of `match` that the input alone chooses: by its subject, and by what the branches ask besides. */
  private isCaseOfInput(clause: PyNode): boolean {
    const subjects = clause.ancestor("match_statement")?.fields("subject") ?? [];
    const guards = clause.parent?.namedChildren.flatMap((other) => other.field("guard")?.namedChildren ?? []) ?? [];
    return [...subjects, ...guards].every((condition) => this.isDerived(condition));
  }

  /** Whether a value is made of the input alone, by code that touches nothing else. */
  isOfInputAlone(expression: PyNode): boolean {
    return this.isDerived(expression);
  }

  /** `except ValidationError:` around nothing but an author's own model of the input. */
  private refusesInput(clause: PyNode): boolean {
    const types = clause.namedChildren.find(({ type }) => type !== "block");
    const name = types?.type === "as_pattern" ? types.namedChildren[0] : types;
    if (name === undefined || !VALIDATION_ERRORS.has(this.module.names.of(name) ?? "")) return false;
    return statementsOf(clause.parent?.field("body")).every((statement) => this.mentionsInput(statement));
  }

  private mentionsInput(statement: PyNode): boolean {
    return [...statement.walk()].some((node) => {
      const binding = node.type === "identifier" ? this.module.scopes.bindingOf(node) : undefined;
      return binding !== undefined && this.isFollowed(binding);
    });
  }

  private isDerived(expression: PyNode, depth = 0): boolean {
    if (depth > 6) return false;
    let mentionsInput = false;
    for (const node of expression.walk()) {
      if (node.type === "call" && !this.isPlainCall(node, depth)) return false;
      if (node.type !== "identifier" || this.module.scopes.roleOf(node) !== "read") continue;
      const binding = this.module.scopes.bindingOf(node);
      if (binding === undefined) continue;
      const source = this.sourceOf(binding, node, depth);
      if (source === "other") return false;
      if (source === "input") mentionsInput = true;
    }
    return mentionsInput || depth > 0;
  }

  private sourceOf(binding: Binding, mention: PyNode, depth: number): "input" | "constant" | "other" {
    if (this.isFollowed(binding)) return "input";
    if (binding.scope.kind === "module") return this.isConstant(binding) ? "constant" : "other";
    if (binding.scope.kind === "comprehension") return "constant";
    // A container may be filled under a condition that looks into it: what fills it decides, not that it is asked.
    if (this.following.has(binding)) return "input";
    if (depth > 6) return "other";
    this.following.add(binding);
    const source = this.sourceOfLocal(binding, mention, depth);
    this.following.delete(binding);
    return source;
  }

  private sourceOfLocal(binding: Binding, mention: PyNode, depth: number): "input" | "other" {
    if (binding.references.some(({ node }) => !this.isFilledByInput(node, depth))) return "other";
    const binds = binding.references.filter(({ role, node }) => role === "bind" && node.start <= mention.start);
    const values = binds.flatMap(({ node }) => this.givenAsParameter(node) ?? [sourceOfBind(node)]);
    const isDerived =
      values.length > 0 && values.every((value) => value !== undefined && this.isDerived(value, depth + 1));
    return isDerived ? "input" : "other";
  }

  /** What the calls of a function give it, and its default; undefined where a name is no parameter, or calls are unseen. */
  private givenAsParameter(bind: PyNode): readonly (PyNode | undefined)[] | undefined {
    const definition = bind.ancestor("parameters", "function_definition")?.parent;
    if (definition?.type !== "function_definition" || definition.parent?.type !== "module") return undefined;
    const parameters = parametersOf(definition);
    const parameter = parameters.find(({ identifier }) => identifier === bind);
    if (parameter?.kind !== "plain") return undefined;
    const given = mentionsOf(this.module, definition).map((mention) => {
      const call = mention.fieldName === "function" && mention.parent?.type === "call" ? mention.parent : undefined;
      const isSeen = call?.field("arguments")?.namedChildren.every(({ type }) => !type.endsWith("_splat")) === true;
      if (call === undefined || !isSeen) return undefined;
      const argument = argumentFor(call, parameters, parameter.name) ?? parameter.default;
      return argument === undefined || this.mentionsObject(argument) ? undefined : argument;
    });
    return given.length > 0 ? given : undefined;
  }

  /** Whether a value may be an object of the module's, whose methods look at more than what they are given. */
  private mentionsObject(value: PyNode): boolean {
    return [...value.walk()].some((node) => {
      const binding = node.type === "identifier" ? this.module.scopes.bindingOf(node) : undefined;
      return binding?.scope.kind === "module" && literalOf(onlyValue(binding)) === undefined;
    });
  }

  /** Nothing is put into the container that a name mentions, or only what the input alone decides. */
  private isFilledByInput(mention: PyNode, depth: number): boolean {
    const filling = fillingOf(mention);
    if (filling === undefined) return true;
    return this.isGuarded(filling) && this.isDerived(filling, depth + 1);
  }

  private isFollowed(binding: Binding): boolean {
    return this.flows.some(
      (flow) =>
        this.module.scopes.bindingOf(flow.parameter.identifier) === binding ||
        flow.aliases.some((alias) => alias.binding === binding),
    );
  }

  private isConstant(binding: Binding): boolean {
    return binding.references.every(({ role, scope }) => role !== "bind" || scope.kind === "module");
  }

  /** Builtins, methods of the values themselves, and functions of the file that touch nothing else. */
  private isPlainCall(call: PyNode, depth: number): boolean {
    const callee = call.field("function");
    if (callee === undefined) return false;
    const method = methodCall(call);
    if (method !== undefined) return this.module.names.of(callee) === undefined && !this.isOfOwnObject(method);
    if (callee.type !== "identifier") return false;
    if (this.module.scopes.bindingOf(callee) === undefined) return callee.text !== "open";
    const definition = definitionOf(this.module, callee);
    return definition?.type === "function_definition" && depth < 3 && this.isSelfContained(definition);
  }

  /** A method of the worker's own objects may look at what earlier requests left. */
  private isOfOwnObject({ receiver, name }: { readonly receiver: PyNode; readonly name: string }): boolean {
    if (this.module.scopes.bindingOf(receiver)?.scope.kind !== "module") return false;
    for (const node of this.module.root.walk()) {
      const isNamed = node.type === "function_definition" && node.field("name")?.text === name;
      if (isNamed && node.ancestor("class_definition", "function_definition")?.type === "class_definition") return true;
    }
    return false;
  }

  private isSelfContained(definition: PyNode): boolean {
    for (const node of definition.walk()) {
      if (node.type !== "identifier" || this.module.scopes.roleOf(node) === undefined) continue;
      const binding = this.module.scopes.bindingOf(node);
      if (binding?.scope.kind === "module" && !this.isConstant(binding)) return false;
      if (this.module.names.of(node) !== undefined) return false;
    }
    return true;
  }
}

/** What an assignment gives a name, or what a loop or an unpacking takes it from. */
function sourceOfBind(name: PyNode): PyNode | undefined {
  const holder = name.parent?.is("pattern_list", "tuple_pattern") === true ? name.parent.parent : name.parent;
  return givenAt(name) ?? (holder?.is("for_statement", "assignment") === true ? holder.field("right") : undefined);
}

const FILLING_METHODS = new Set(["add", "append", "extend", "insert", "setdefault", "update"]);

/** The call or assignment that puts something into the container which a name mentions. */
function fillingOf(mention: PyNode): PyNode | undefined {
  const holder = mention.parent;
  const outer = holder?.parent;
  if (holder?.type === "attribute" && holder.field("object") === mention)
    return outer?.type === "call" && FILLING_METHODS.has(holder.field("attribute")?.text ?? "")
      ? outer.field("arguments")
      : undefined;
  const isTarget = holder?.type === "subscript" && holder.field("value") === mention && holder.fieldName === "left";
  return isTarget && outer?.is("assignment", "augmented_assignment") === true ? outer.field("right") : undefined;
}
