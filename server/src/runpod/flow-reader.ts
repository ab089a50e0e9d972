import { isStored } from "../python/changes.js";
import { argumentFor, definitionOf, parametersOf } from "../python/functions.js";
import { topLevelPackage } from "../python/imports.js";
import { stringValue } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { parenthesized, unparenthesized, type PyNode } from "../python/node.js";
import { assignedName, comparison, methodCall, positionalArguments, subscriptKey } from "../python/queries.js";
import type { Binding } from "../python/scope-table.js";
import type { Alias, FieldRead, FieldStore, FunctionFlow, JobRole, Pass, WholeUse } from "./job-flow.js";
import { JobRoles, type Known } from "./job-roles.js";
import { conditionalRead, keysOfVariable } from "./read-shapes.js";
import { findValidations } from "./validation.js";

/** Sorts every mention of the job or the input inside one function into reads, stores, passes and whole uses. */
export class FlowReader {
  private readonly roles: JobRoles;
  private readonly flow: {
    -readonly [Key in keyof FunctionFlow]: FunctionFlow[Key] extends readonly (infer Item)[]
      ? Item[]
      : FunctionFlow[Key];
  };

  constructor(
    private readonly module: PythonModule,
    private readonly definition: PyNode,
    entrance: Pick<FunctionFlow, "parameter" | "role" | "isFilled" | "origin">,
    private readonly held?: ReadonlyMap<PyNode, boolean>,
  ) {
    const { parameter, role, isFilled } = entrance;
    const brought = held === undefined ? parameter.identifier : undefined;
    this.roles = new JobRoles(module, definition, brought, isFilled ? "validated" : role, held);
    this.flow = {
      module,
      definition,
      ...entrance,
      roots: [],
      aliases: [],
      reads: [],
      named: [],
      stores: [],
      filled: [],
      copies: [],
      ids: [],
      wholes: [],
      passes: [],
      validations: [],
      isFollowed: true,
    };
  }

  read(): FunctionFlow {
    this.flow.validations.push(
      ...findValidations(this.module, this.definition, (node) => this.roleOf(node) === "input"),
    );
    const named = this.namesThatMean().flatMap((binding) => binding.references);
    const held = [...(this.held?.keys() ?? [])].map((node) => ({ node, role: "read" as const }));
    const seen = new Set<PyNode>();
    for (const { node, role } of [...named, ...held].sort((one, other) => one.node.start - other.node.start)) {
      if (role === "bind" || node.parent?.is("global_statement", "nonlocal_statement") === true) continue;
      const root = this.rootAt(node);
      if (root !== undefined) this.flow.roots.push(root);
      const whole = this.widest(node);
      if (!seen.has(whole)) this.classify(whole);
      seen.add(whole);
    }
    return this.flow;
  }

  /** The names that are given the job or the input anywhere. */
  private namesThatMean(): readonly Binding[] {
    const bindings = new Set<Binding>();
    for (const node of this.definition.walk()) {
      if (node.type !== "identifier" || this.module.scopes.roleOf(node) !== "bind") continue;
      const binding = this.module.scopes.bindingOf(node);
      const known = binding === undefined ? undefined : this.roles.ofBind(node);
      if (binding === undefined || known === undefined) continue;
      bindings.add(binding);
      const assignment = node.parent;
      if (known.meaning !== "checked" && assignment?.type === "assignment" && assignedName(assignment) === node)
        this.addAlias(binding, known, assignment);
    }
    return [...bindings];
  }

  private addAlias(binding: Binding, known: Known, assignment: PyNode): void {
    const role = roleOf(known);
    const alias = this.flow.aliases.find((other) => other.binding === binding && other.role === role);
    const assignments = [...(alias?.assignments ?? []), assignment];
    const aliases: Alias[] = this.flow.aliases.filter((other) => other !== alias);
    this.flow.aliases = [...aliases, { binding, role, assignments }];
  }

  private roleOf(node: PyNode): JobRole | undefined {
    const known = this.roles.of(node);
    return known === undefined || known.meaning === "checked" ? undefined : roleOf(known);
  }

  /** The largest expression around a mention that still is the job or the input. */
  private widest(node: PyNode): PyNode {
    let widest = node;
    for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
      if (outer.is("assignment", "expression_statement")) break;
      if (this.roles.of(outer) !== undefined) widest = outer;
      else if (!outer.is("attribute", "argument_list", "parenthesized_expression", "subscript")) break;
    }
    return widest;
  }

  /** The expression around a mention of the job that takes the input out of it: a copy of that is none. */
  private rootAt(mention: PyNode): PyNode | undefined {
    if (this.roles.of(mention)?.meaning !== "job") return undefined;
    let root: PyNode | undefined;
    for (let outer = mention.parent; outer !== undefined; outer = outer.parent) {
      if (outer.is(...TAKING) && this.roleOf(outer) === "input" && !isCopy(outer)) root = outer;
      else if (!outer.is("attribute", "parenthesized_expression")) break;
    }
    return root;
  }

  private classify(node: PyNode): void {
    const known = this.knownAt(node);
    if (known === undefined || known.meaning === "checked" || this.isQuestionOfRoot(node)) return;
    const role = roleOf(known);
    if (role === "job" && !known.isCertain) this.flow.isFollowed = false;
    if (role === "input" && isCopy(node)) this.flow.copies.push(node);
    const isValidated = known.meaning === "validated";
    const taken = this.roles.of(node)?.meaning === "validated" ? takenFrom(node) : undefined;
    if (taken !== undefined) this.flow.filled.push(taken);
    const outer = parenthesized(node);
    if (this.isAliasing(outer) || this.isValidationArgument(outer)) return;
    if (this.classifyRead(node, outer, known) || this.classifyStore(outer, known)) return;
    const pass = this.passOf(outer, role);
    if (pass !== undefined) this.flow.passes.push({ ...pass, isValidated });
    else this.flow.wholes.push({ node, role, kind: this.wholeKind(outer), isValidated, isCertain: known.isCertain });
  }

  /** The validator of 2023 filled the defaults into the input itself: behind its guard the same name means that. */
  private knownAt(node: PyNode): Known | undefined {
    const known = this.roles.of(node);
    const isFilled = this.flow.validations.some(
      ({ isList, guard }) => isList && guard !== undefined && guard.end < node.start,
    );
    return known?.meaning === "input" && isFilled ? { ...known, meaning: "validated" } : known;
  }

  /** `"input" in job` in `job["input"] if "input" in job else {}`: a part of taking the input. */
  private isQuestionOfRoot(node: PyNode): boolean {
    const choice = node.ancestor("conditional_expression");
    const condition = choice?.namedChildren[1];
    return condition?.contains(node) === true && choice !== undefined && this.roles.of(choice) !== undefined;
  }

  private isAliasing(node: PyNode): boolean {
    const assignment = node.parent;
    const name = assignment?.type === "assignment" && node.fieldName === "right" ? assignedName(assignment) : undefined;
    return name !== undefined && this.roles.ofBind(name) !== undefined;
  }

  private isValidationArgument(node: PyNode): boolean {
    return this.flow.validations.some(({ input }) => input === node || unparenthesized(node) === input);
  }

  private classifyRead(node: PyNode, outer: PyNode, known: Known): boolean {
    const parent = outer.parent;
    const base = { owner: node, ...this.facts(known), isNegated: false, flow: this.flow };
    if (parent?.type === "subscript" && outer.fieldName === "value") {
      const key = subscriptKey(parent);
      if (isStored(parent)) return false;
      if (key === undefined) return this.addNamed(base, "subscript", parent, parent.field("subscript"), undefined);
      return this.addRead({ ...base, key, form: "subscript", node: parent, default: undefined });
    }
    const call = parent?.type === "attribute" ? parent.parent : undefined;
    const name = parent?.field("attribute")?.text ?? "";
    if (call?.type === "call" && call.field("function") === parent && isReading(name)) {
      const [first, fallback] = positionalArguments(call);
      const key = stringValue(first);
      if (key === undefined) return this.addNamed(base, name, call, first, fallback);
      return this.addRead({ ...base, key, form: name, node: call, default: fallback });
    }
    const compared = parent === undefined ? undefined : comparison(parent);
    const isMembership = compared?.right === outer && ["in", "not in"].includes(compared.operator);
    if (parent === undefined || !isMembership) return false;
    const isNegated = compared.operator === "not in";
    const key = stringValue(compared.left);
    if (key === undefined) return this.addNamed({ ...base, isNegated }, "has", parent, compared.left, undefined);
    return this.addRead({ ...base, key, form: "has", node: parent, default: undefined, isNegated });
  }

  private facts(known: Known): { origin: JobRole; isValidated: boolean; isCertain: boolean } {
    return { origin: roleOf(known), isValidated: known.meaning === "validated", isCertain: known.isCertain };
  }

  private addRead(read: FieldRead): boolean {
    if (read.origin === "job" && read.key === "input") return false;
    if (read.origin === "job" && read.key === "id" && read.form !== "has") {
      this.flow.ids.push({ node: read.node, default: read.default });
      return true;
    }
    const choice = conditionalRead(read);
    if (choice === undefined) this.flow.reads.push(read);
    else if (read.form !== "has") this.flow.reads.push({ ...read, form: "get", ...choice });
    return true;
  }

  /** `data.get(name)` under `for name in ("a", "b")`: the names are fields, the use of the whole stays what it is. */
  private addNamed(
    base: Omit<FieldRead, "key" | "form" | "node" | "default">,
    form: FieldRead["form"],
    node: PyNode,
    variable: PyNode | undefined,
    fallback: PyNode | undefined,
  ): false {
    for (const key of keysOfVariable(this.module, variable))
      this.flow.named.push({ ...base, key, form, node, default: fallback });
    return false;
  }

  private classifyStore(outer: PyNode, known: Known): boolean {
    const target = outer.parent;
    const key = target?.type === "subscript" && outer.fieldName === "value" ? subscriptKey(target) : undefined;
    if (target === undefined || key === undefined || roleOf(known) !== "input") return false;
    const holder = target.parent;
    const isUnpacked = holder?.is("pattern_list", "tuple_pattern") === true && holder.parent?.type === "assignment";
    if (!isUnpacked && !(holder?.type === "assignment" && target.fieldName === "left")) return false;
    const value = isUnpacked ? undefined : holder.field("right");
    const store: FieldStore = { key, node: target, value, ...this.facts(known) };
    this.flow.stores.push(store);
    return true;
  }

  private passOf(node: PyNode, role: JobRole): Omit<Pass, "isValidated"> | undefined {
    const holder = node.parent?.type === "keyword_argument" ? node.parent : node;
    const call = holder.parent?.type === "argument_list" ? holder.parent.parent : undefined;
    const callee = call?.type === "call" ? call.field("function") : undefined;
    if (call === undefined || callee === undefined) return undefined;
    const target = definitionOf(this.module, callee);
    if (target?.type !== "function_definition") return undefined;
    const parameters = parametersOf(target);
    const parameter = parameters.find(({ name }) => argumentFor(call, parameters, name) === node);
    return parameter === undefined ? undefined : { node, role, call, target, parameter };
  }

  private wholeKind(node: PyNode): WholeUse["kind"] {
    const parent = node.parent;
    if (parent === undefined) return "unknown";
    if (parent.type === "dictionary_splat") return "spread";
    if (
      parent.is("not_operator", "if_statement", "elif_clause", "while_statement") ||
      parent.type === "boolean_operator"
    )
      return "truth";
    if (parent.type === "subscript") return isStored(parent) ? "mutation" : "dynamic-key";
    if (parent.type === "comparison_operator") return "harmless";
    if (parent.type === "attribute") return methodKind(parent);
    if (parent.type === "argument_list") return this.callKind(parent.parent);
    if (parent.type === "augmented_assignment") return "mutation";
    return "harmless";
  }

  /** Code of the same workspace may change the dictionary it is given; a library's does not. */
  private callKind(call: PyNode | undefined): WholeUse["kind"] {
    const callee = call?.field("function");
    if (callee === undefined) return "unknown";
    const name = this.module.names.of(callee);
    if (name !== undefined)
      return name.startsWith(".") || this.module.isLocal(topLevelPackage(name)) ? "unknown" : "harmless";
    const isBuiltin = callee.type === "identifier" && this.module.scopes.bindingOf(callee) === undefined;
    return isBuiltin || /^(?:log|logger|logging|LOGGER|LOG)\b/.test(callee.text) ? "harmless" : "unknown";
  }
}

/** What takes the input out of the job, or gives another value where it is missing. */
const TAKING = ["subscript", "call", "boolean_operator", "conditional_expression"];

function roleOf({ meaning }: Known): JobRole {
  return meaning === "job" ? "job" : "input";
}

const READING_METHODS = ["get", "pop", "setdefault"] as const;

function isReading(name: string): name is (typeof READING_METHODS)[number] {
  return (READING_METHODS as readonly string[]).includes(name);
}

const MUTATING = new Set(["update", "setdefault", "popitem", "clear", "pop", "__setitem__"]);
const READING = new Set(["items", "keys", "values", "copy"]);

function methodKind(attribute: PyNode): WholeUse["kind"] {
  const name = attribute.field("attribute")?.text ?? "";
  if (MUTATING.has(name)) return "mutation";
  if (name === "get") return "dynamic-key";
  return READING.has(name) ? "harmless" : "unknown";
}

/** `checked["validated_input"]` itself, within copies that are made of it; undefined where a name stands for it. */
function takenFrom(node: PyNode): PyNode | undefined {
  const inner = unparenthesized(node);
  if (inner.type === "identifier") return undefined;
  if (!isCopy(inner)) return inner;
  const method = methodCall(inner);
  const source = method?.name === "copy" ? method.receiver : positionalArguments(inner)[0];
  return source === undefined ? undefined : takenFrom(source);
}

/** Whether an expression makes a dictionary of its own. */
function isCopy(node: PyNode): boolean {
  const inner = unparenthesized(node);
  const method = methodCall(inner);
  return inner.type === "call" && method?.name !== "get" && method?.name !== "pop";
}
