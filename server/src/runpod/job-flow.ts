import { definitionOf, mentionsOf, parametersOf, argumentFor, type ParameterInfo } from "../python/functions.js";
import { topLevelPackage } from "../python/imports.js";
import { stringValue } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import {
  assignedName,
  comparison,
  enclosingFunction,
  methodCall,
  positionalArguments,
  subscriptKey,
} from "../python/queries.js";
import type { Binding } from "../python/scopes.js";
import { findValidations, type Validation } from "./validation.js";

/** What a value is: the whole job, or the caller's input inside it. */
export type JobRole = "job" | "input";

/** One read of a key of the input, or of the job itself. */
export interface FieldRead {
  readonly key: string;
  readonly form: "subscript" | "get" | "pop" | "has";
  /** `input`: a key of `job["input"]`. `job`: a key beside it, such as `webhook`. */
  readonly origin: JobRole;
  /** The whole expression that reads: what a rewrite replaces. */
  readonly node: PyNode;
  /** The job or input that is read. */
  readonly owner: PyNode;
  readonly default: PyNode | undefined;
  /** For `has`: `not in`. */
  readonly isNegated: boolean;
  /** Read from what `validate` returned, where every field of the schema is present. */
  readonly isValidated: boolean;
  readonly flow: FunctionFlow;
}

/** A use of the whole job or input that is no read of one key. */
export interface WholeUse {
  readonly node: PyNode;
  readonly role: JobRole;
  readonly kind: "harmless" | "truth" | "spread" | "unknown" | "mutation" | "dynamic-key";
  /** What `validate` returned, with the schema's defaults filled in. */
  readonly isValidated: boolean;
}

/** The whole value given to a function of the same module. */
export interface Pass {
  readonly node: PyNode;
  readonly role: JobRole;
  readonly call: PyNode;
  readonly target: PyNode;
  readonly parameter: ParameterInfo;
  readonly isValidated: boolean;
}

export interface Alias {
  readonly binding: Binding;
  readonly role: JobRole;
  readonly assignments: readonly PyNode[];
}

/** Where the job, or its input, goes inside one function. */
export interface FunctionFlow {
  readonly definition: PyNode;
  readonly parameter: ParameterInfo;
  readonly role: JobRole;
  /** The function is given what `validate` returned, the schema's defaults filled in. */
  readonly isFilled: boolean;
  readonly aliases: readonly Alias[];
  readonly reads: readonly FieldRead[];
  /** Reads of `job["id"]`. */
  readonly ids: readonly { readonly node: PyNode; readonly default: PyNode | undefined }[];
  readonly wholes: readonly WholeUse[];
  readonly passes: readonly Pass[];
  readonly validations: readonly Validation[];
  /** False where the parameter is assigned again, so that a read of it need not mean the job. */
  readonly isFollowed: boolean;
}

/**
 * The flows of a handler and of every local function that its job or input is given to. A function has several where
 * it is given both, or is given either in turn.
 */
export function followJob(
  module: PythonModule,
  handler: PyNode,
  parameter: ParameterInfo | undefined = parametersOf(handler)[0],
): readonly FunctionFlow[] {
  if (parameter === undefined) return [];
  const flows: FunctionFlow[] = [];
  const queue: Entrance[] = [{ target: handler, parameter, role: "job", isValidated: false }];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const entrance = next;
    if (flows.some((flow) => isEnteredBy(flow, entrance))) continue;
    const flow = readFlow(module, entrance.target, entrance.parameter, entrance.role, entrance.isValidated);
    flows.push(flow);
    queue.push(...flow.passes);
  }
  return flows;
}

type Entrance = Pick<Pass, "target" | "parameter" | "role" | "isValidated">;

function isEnteredBy(flow: FunctionFlow, { parameter, role, isValidated }: Entrance): boolean {
  return flow.parameter.identifier === parameter.identifier && flow.role === role && flow.isFilled === isValidated;
}

/** Where one role's value goes inside one function. */
export function readFlow(
  module: PythonModule,
  definition: PyNode,
  parameter: ParameterInfo,
  role: JobRole,
  isFilled = false,
): FunctionFlow {
  return new FlowReader(module, definition, parameter, role, isFilled).read();
}

class FlowReader {
  private readonly roles = new Map<Binding, JobRole>();
  private readonly validated = new Map<Binding, Validation>();
  /** Names of a validator's result that are made to mean the input. */
  private readonly rebound = new Map<Binding, PyNode>();
  private readonly flow: {
    -readonly [Key in keyof FunctionFlow]: FunctionFlow[Key] extends readonly (infer Item)[]
      ? Item[]
      : FunctionFlow[Key];
  };

  constructor(
    private readonly module: PythonModule,
    private readonly definition: PyNode,
    parameter: ParameterInfo,
    role: JobRole,
    isFilled: boolean,
  ) {
    this.flow = {
      definition,
      parameter,
      role,
      isFilled,
      aliases: [],
      reads: [],
      ids: [],
      wholes: [],
      passes: [],
      validations: [],
      isFollowed: true,
    };
  }

  read(): FunctionFlow {
    const { parameter, role } = this.flow;
    const binding = this.module.scopes.bindingOf(parameter.identifier);
    if (binding === undefined) return this.flow;
    const binds = binding.references.filter((reference) => reference.role === "bind");
    this.flow.isFollowed = binds.length === 1;
    this.roles.set(binding, role);
    this.findAliases();
    for (const followed of this.roles.keys()) {
      for (const reference of followed.references) if (reference.role !== "bind") this.classify(reference.node);
    }
    for (const checked of this.validated.keys()) {
      for (const { node, role: mention } of checked.references) {
        const whole = this.widest(node);
        if (mention !== "bind" && (whole !== node || this.roleOf(node) === "input")) this.classifyWhole(whole);
      }
    }
    return this.flow;
  }

  /** Names that are only ever assigned the job or the input, found until nothing new turns up. */
  private findAliases(): void {
    for (let found = true; found;) {
      found = this.findValidations();
      for (const node of this.definition.walk()) {
        const name = node.type === "assignment" ? assignedName(node) : undefined;
        const binding = name === undefined ? undefined : this.module.scopes.bindingOf(name);
        if (binding === undefined || this.roles.has(binding) || !this.isLocal(binding)) continue;
        const alias = this.aliasOf(binding);
        if (alias === undefined) continue;
        this.roles.set(binding, alias.role);
        this.flow.aliases.push(alias);
        found = true;
      }
    }
  }

  private isLocal(binding: Binding): boolean {
    return binding.scope.node === this.definition || enclosingFunction(binding.scope.node) === this.definition;
  }

  private findValidations(): boolean {
    let found = false;
    for (const validation of findValidations(this.module, this.definition, (node) => this.roleOf(node) === "input")) {
      if (validation.result === undefined || this.validated.has(validation.result)) continue;
      this.validated.set(validation.result, validation);
      this.flow.validations.push(validation);
      this.followRebinding(validation.result);
      found = true;
    }
    return found;
  }

  /** `checked = checked["validated_input"]`: from there on the name of the result means the input. */
  private followRebinding(binding: Binding): void {
    for (const { node, role } of binding.references) {
      const assignment = role === "bind" ? node.parent : undefined;
      const right =
        assignment?.type === "assignment" && assignedName(assignment) === node ? assignment.field("right") : undefined;
      if (
        assignment === undefined ||
        right === undefined ||
        this.roleOf(right) !== "input" ||
        !right.text.includes("validated_input")
      )
        continue;
      this.rebound.set(binding, assignment);
      this.flow.aliases.push({ binding, role: "input", assignments: [assignment] });
    }
  }

  private aliasOf(binding: Binding): Alias | undefined {
    const assignments: PyNode[] = [];
    const roles = new Set<JobRole | undefined>();
    for (const { node, role } of binding.references) {
      if (role !== "bind") continue;
      const assignment = node.parent;
      if (assignment?.type !== "assignment" || assignedName(assignment) !== node) return undefined;
      const right = assignment.field("right");
      const isSelf = right !== undefined && this.isCopyOf(right, binding);
      if (!isSelf) roles.add(right === undefined ? undefined : this.roleOf(right));
      assignments.push(assignment);
    }
    const [role, ...others] = roles;
    return role === undefined || others.length > 0 ? undefined : { binding, role, assignments };
  }

  /** `inp = inp or {}` keeps what the name means. */
  private isCopyOf(node: PyNode, binding: Binding): boolean {
    const inner = unparenthesized(node);
    if (inner.type === "identifier") return this.module.scopes.bindingOf(inner) === binding;
    const left = inner.type === "boolean_operator" ? inner.field("left") : undefined;
    return left !== undefined && isEmptyDictionary(inner.field("right")) && this.isCopyOf(left, binding);
  }

  roleOf(expression: PyNode): JobRole | undefined {
    const node = unparenthesized(expression);
    if (node.type === "identifier") {
      const binding = this.module.scopes.bindingOf(node);
      if (binding === undefined) return undefined;
      const rebound = this.rebound.get(binding);
      return rebound !== undefined && node.start > rebound.end ? "input" : this.roles.get(binding);
    }
    if (node.type === "subscript") return this.memberRole(node.field("value"), subscriptKey(node));
    if (node.type === "boolean_operator") {
      const left = node.field("left");
      const keeps = node.field("operator")?.text === "or" && isEmptyDictionary(node.field("right"));
      return keeps && left !== undefined ? this.roleOf(left) : undefined;
    }
    return node.type === "call" ? this.callRole(node) : undefined;
  }

  private memberRole(owner: PyNode | undefined, key: string | undefined): JobRole | undefined {
    if (owner === undefined || key === undefined) return undefined;
    if (key === "input" && this.roleOf(owner) === "job") return "input";
    if (key !== "validated_input") return undefined;
    const binding = owner.type === "identifier" ? this.module.scopes.bindingOf(owner) : undefined;
    return binding !== undefined && this.validated.has(binding) ? "input" : undefined;
  }

  private callRole(call: PyNode): JobRole | undefined {
    const method = methodCall(call);
    const [first, second] = positionalArguments(call);
    if (method !== undefined && ["get", "pop"].includes(method.name)) {
      const fallback =
        second === undefined ||
        isEmptyDictionary(second) ||
        this.roleOf(second) !== undefined ||
        second.type === "none";
      return fallback ? this.memberRole(method.receiver, stringValue(first)) : undefined;
    }
    if (method?.name === "copy" && first === undefined) return this.roleOf(method.receiver);
    const callee = call.field("function");
    const copies = callee?.text === "dict" && this.module.scopes.bindingOf(callee) === undefined;
    return copies && first !== undefined && second === undefined ? this.roleOf(first) : undefined;
  }

  /** The largest expression around a mention that still is the job or the input. */
  private widest(node: PyNode): PyNode {
    let widest = node;
    for (let outer = node.parent; outer !== undefined; outer = outer.parent) {
      if (this.roleOf(outer) !== undefined) widest = outer;
      else if (!outer.is("attribute", "argument_list", "parenthesized_expression", "subscript")) break;
    }
    return widest;
  }

  private classify(mention: PyNode): void {
    if (mention.parent?.is("global_statement", "nonlocal_statement") === true) return;
    this.classifyWhole(this.widest(mention));
  }

  private classifyWhole(node: PyNode): void {
    const role = this.roleOf(node);
    if (role === undefined) return;
    const outer = outermostParenthesis(node);
    if (this.isAliasing(outer) || this.isValidationArgument(outer)) return;
    if (this.classifyRead(node, outer, role)) return;
    const pass = this.passOf(outer, role);
    if (pass !== undefined) this.flow.passes.push(pass);
    else this.flow.wholes.push({ node, role, kind: this.wholeKind(outer), isValidated: this.isValidated(node) });
  }

  private isAliasing(node: PyNode): boolean {
    const assignment = node.parent;
    const name = assignment?.type === "assignment" && node.fieldName === "right" ? assignedName(assignment) : undefined;
    const binding = name === undefined ? undefined : this.module.scopes.bindingOf(name);
    return binding !== undefined && (this.roles.has(binding) || this.rebound.has(binding));
  }

  private isValidationArgument(node: PyNode): boolean {
    return this.flow.validations.some(({ input }) => input === node || unparenthesized(node) === input);
  }

  private classifyRead(node: PyNode, outer: PyNode, role: JobRole): boolean {
    const parent = outer.parent;
    if (parent === undefined) return false;
    const base = { owner: node, origin: role, isNegated: false, isValidated: this.isValidated(node), flow: this.flow };
    if (parent.type === "subscript" && outer.fieldName === "value") {
      const key = subscriptKey(parent);
      if (key === undefined || isStored(parent)) return false;
      return this.addRead({ ...base, key, form: "subscript", node: parent, default: undefined });
    }
    const call = parent.type === "attribute" ? parent.parent : undefined;
    const name = parent.field("attribute")?.text ?? "";
    if (call?.type === "call" && call.field("function") === parent && ["get", "pop"].includes(name)) {
      const [first, fallback] = positionalArguments(call);
      const key = stringValue(first);
      if (key === undefined) return false;
      return this.addRead({ ...base, key, form: name as "get" | "pop", node: call, default: fallback });
    }
    const compared = comparison(parent);
    const key = compared?.right === outer ? stringValue(compared.left) : undefined;
    if (compared === undefined || key === undefined || !["in", "not in"].includes(compared.operator)) return false;
    return this.addRead({
      ...base,
      key,
      form: "has",
      node: parent,
      default: undefined,
      isNegated: compared.operator === "not in",
    });
  }

  private isValidated(node: PyNode): boolean {
    if (this.flow.isFilled) return true;
    if (this.flow.validations.length === 0) return false;
    if (this.flow.validations.some(({ isList, guard }) => isList && guard !== undefined && guard.end < node.start))
      return true;
    const binding = node.type === "identifier" ? this.module.scopes.bindingOf(node) : undefined;
    if (binding === undefined) return node.text.includes("validated_input");
    const alias = this.flow.aliases.find((candidate) => candidate.binding === binding);
    const last = alias?.assignments.filter((assignment) => assignment.end < node.start).at(-1);
    return last?.field("right")?.text.includes("validated_input") ?? false;
  }

  private addRead(read: FieldRead): boolean {
    if (read.origin === "job" && read.key === "input") return false;
    if (read.origin === "job" && read.key === "id" && read.form !== "has") {
      this.flow.ids.push({ node: read.node, default: read.default });
      return true;
    }
    this.flow.reads.push(read);
    return true;
  }

  private passOf(node: PyNode, role: JobRole): Pass | undefined {
    const holder = node.parent?.type === "keyword_argument" ? node.parent : node;
    const call = holder.parent?.type === "argument_list" ? holder.parent.parent : undefined;
    const callee = call?.type === "call" ? call.field("function") : undefined;
    if (call === undefined || callee === undefined) return undefined;
    const target = definitionOf(this.module, callee);
    if (target?.type !== "function_definition") return undefined;
    const parameters = parametersOf(target);
    const parameter = parameters.find(({ name }) => argumentFor(call, parameters, name) === node);
    return parameter === undefined
      ? undefined
      : { node, role, call, target, parameter, isValidated: this.isValidated(unparenthesized(node)) };
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
    if (name !== undefined) return name.startsWith(".") || this.isWorkspaceName(name) ? "unknown" : "harmless";
    const isBuiltin = callee.type === "identifier" && this.module.scopes.bindingOf(callee) === undefined;
    return isBuiltin || /^(?:log|logger|logging|LOGGER|LOG)\b/.test(callee.text) ? "harmless" : "unknown";
  }

  private isWorkspaceName(name: string): boolean {
    return this.module.isLocal(topLevelPackage(name));
  }
}

const MUTATING = new Set(["update", "setdefault", "popitem", "clear", "pop", "__setitem__"]);
const READING = new Set(["items", "keys", "values", "copy"]);

function methodKind(attribute: PyNode): WholeUse["kind"] {
  const name = attribute.field("attribute")?.text ?? "";
  if (MUTATING.has(name)) return "mutation";
  if (name === "get") return "dynamic-key";
  return READING.has(name) ? "harmless" : "unknown";
}

/** Whether a subscript is assigned to or deleted rather than read. */
function isStored(subscript: PyNode): boolean {
  const parent = subscript.parent;
  if (parent === undefined) return false;
  if (parent.is("assignment", "augmented_assignment")) return subscript.fieldName === "left";
  return (
    parent.type === "delete_statement" ||
    (parent.type === "expression_list" && parent.parent?.type === "delete_statement")
  );
}

function isEmptyDictionary(node: PyNode | undefined): boolean {
  if (node === undefined) return false;
  return (node.type === "dictionary" && node.namedChildren.length === 0) || node.text === "dict()";
}

function outermostParenthesis(node: PyNode): PyNode {
  let outer = node;
  while (outer.parent?.type === "parenthesized_expression") outer = outer.parent;
  return outer;
}

/** Whether a helper is only ever called, from the given functions, and always with the value in question. */
export function isOnlyCalledFrom(module: PythonModule, flows: readonly FunctionFlow[], target: PyNode): boolean {
  const calls = new Set(
    flows.flatMap((flow) => flow.passes.filter((pass) => pass.target === target).map(({ call }) => call)),
  );
  return mentionsOf(module, target).every((mention) => {
    const call = mention.parent;
    return call?.type === "call" && call.field("function") === mention && calls.has(call);
  });
}
