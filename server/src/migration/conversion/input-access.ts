import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import type { Span } from "../../python/span.js";
import { assignmentOf, statementOf } from "../../python/queries.js";
import type { Part, Rewriter } from "../../python/rewriter.js";
import type { InputField } from "../../runpod/input-fields.js";
import {
  isOnlyCalledFrom,
  type FieldRead,
  type FieldStore,
  type FunctionFlow,
  type Pass,
  type WholeUse,
} from "../../runpod/job-flow.js";
import { changesKeys, InputChanges, isUsedAfter } from "../../runpod/mutations.js";
import { isPresentAt, isStoredBefore } from "../../runpod/presence.js";
import type { Bridge } from "../report.js";
import { dumpOf } from "./input-model.js";
import { fieldName } from "./model-names.js";
import { closeGap } from "./statements.js";
import { keepsValue, settlesDefault, storesAreTyped } from "./typed-stores.js";

/**
 * How a function reaches the input. `typed`: fields of the model. `dict`: a dictionary made of the model once.
 * `job`: the whole job as RunPod gave it.
 */
export type Rung = "typed" | "dict" | "job";

export interface InputAccess {
  readonly rung: Rung;
  /** Whether the caller's whole input goes on to code that may read any key. */
  readonly isOpen: boolean;
  readonly needsRequestId: boolean;
  readonly bridges: readonly Bridge[];
  /** First statements of the endpoint's method. */
  readonly prologue: readonly string[];
  readonly readsUnset: boolean;
}

export interface AccessContext {
  readonly module: PythonModule;
  readonly rewriter: Rewriter;
  readonly handler: PyNode;
  readonly flows: readonly FunctionFlow[];
  readonly fields: readonly InputField[];
  /** Whether the worker's validator filled in defaults, so that a dictionary must hold them too. */
  readonly isValidated: boolean;
  /** Whether a validator stays in the code, which must be given a dictionary. */
  readonly isCheckKept: boolean;
  /** Statements that the typed model makes superfluous: the validator's call and its guard. */
  readonly superfluous: readonly PyNode[];
}

/** Chooses the highest rung on which every read keeps its meaning, and rewrites the reads. */
export function rewriteAccess(context: AccessContext): InputAccess {
  return new AccessRewriter(context).rewrite();
}

class AccessRewriter {
  private readonly fieldOf: ReadonlyMap<string, InputField>;
  private readonly bridges: Bridge[] = [];
  private readonly typed = new Set<FunctionFlow>();
  /** Helpers that ask for the job's id, or hand it on: they take it beside the model. */
  private readonly takingId = new Set<PyNode>();
  private readonly changes: InputChanges;
  private isOpen = false;
  private needsRequestId = false;
  private readsUnset = false;

  constructor(private readonly context: AccessContext) {
    this.fieldOf = new Map(context.fields.map((field) => [field.key, field]));
    this.changes = new InputChanges(context.module, context.flows);
  }

  rewrite(): InputAccess {
    const { flows, handler } = this.context;
    const flow = flows.find(({ definition }) => definition === handler);
    if (flow === undefined) return this.result("typed", []);
    this.chooseTyped();
    this.findTakingId();
    if (this.typed.has(flow)) {
      for (const typed of this.typed) this.rewriteTyped(typed);
      return this.result("typed", []);
    }
    return this.canBeDictionary(flow) ? this.asDictionary(flow) : this.asJob(flow);
  }

  private result(rung: Rung, prologue: readonly string[]): InputAccess {
    const { bridges, isOpen, needsRequestId, readsUnset } = this;
    return { rung, prologue, bridges, isOpen, needsRequestId, readsUnset };
  }

  /** The flows that can read the model itself: the handler first, then helpers that only such flows call. */
  private chooseTyped(): void {
    const candidates = this.context.flows.filter((flow) => this.readsAreTyped(flow));
    for (const flow of candidates) this.typed.add(flow);
    for (let size = -1; size !== this.typed.size;) {
      size = this.typed.size;
      for (const flow of [...this.typed]) {
        const isHandler = flow.definition === this.context.handler;
        const isReached =
          isHandler ||
          (isOnlyCalledFrom(this.context.module, [...this.typed], flow.definition) && this.takesInput(flow));
        if (!isReached || this.missesChange(flow)) this.typed.delete(flow);
      }
    }
  }

  /** A helper that changes what it is given changes a copy where its caller holds a model: a later look would miss it. */
  private missesChange(flow: FunctionFlow): boolean {
    const typed = new Set([...this.typed].map(({ definition }) => definition));
    return flow.passes.some((pass) => {
      const change = this.changes.by(pass.target);
      const isMissed = typed.has(pass.target) ? change === "keys" : change !== "none";
      return isMissed && isUsedAfter(flow, pass);
    });
  }

  private findTakingId(): void {
    const helpers = [...this.typed].filter(({ definition }) => definition !== this.context.handler);
    for (let size = -1; size !== this.takingId.size;) {
      size = this.takingId.size;
      for (const { definition, ids, passes } of helpers)
        if (ids.length > 0 || passes.some((pass) => this.needsId(pass))) this.takingId.add(definition);
    }
  }

  private needsId({ target, role }: Pass): boolean {
    const isTyped = [...this.typed].some(({ definition }) => definition === target);
    return isTyped ? this.takingId.has(target) : role === "job";
  }

  /** A helper that is given the whole job can take the model instead, and the id beside it, when it reads no more. */
  private takesInput(flow: FunctionFlow): boolean {
    if (this.context.flows.some((other) => other !== flow && other.definition === flow.definition)) return false;
    if (flow.role === "input") return true;
    const binding = this.context.module.scopes.scopeOf(flow.definition)?.bindings.get("input");
    const isFree = binding === undefined || flow.aliases.some((alias) => alias.binding === binding);
    return isFree && (this.canTakeId(flow) || (flow.ids.length === 0 && flow.passes.length === 0));
  }

  /** Whether a second parameter can follow the first one, in the `def` and in every call. */
  private canTakeId(flow: FunctionFlow): boolean {
    const isTaken = this.context.module.scopes.scopeOf(flow.definition)?.bindings.has("request_id") === true;
    const calls = this.context.flows.flatMap(({ passes }) => passes.filter(({ target }) => target === flow.definition));
    const isPositional = calls.every(({ node }) => node.parent?.type === "argument_list");
    return !isTaken && isPositional && flow.parameter.kind === "plain" && flow.parameter.default === undefined;
  }

  private readsAreTyped(flow: FunctionFlow): boolean {
    if (flow.validations.length > 0 && this.context.isCheckKept) return false;
    if (!flow.isFollowed || flow.reads.some((read) => !this.isTypedRead(read, flow))) return false;
    if (flow.wholes.some(({ isCertain }) => !isCertain) || !storesAreTyped(flow, this.fieldOf)) return false;
    const last = Math.max(0, ...flow.reads.map(({ node }) => node.start));
    return flow.wholes.every((whole) => {
      if (whole.kind === "mutation" || whole.kind === "dynamic-key") return false;
      if (whole.kind === "unknown") return whole.role === "input" && whole.node.start > last && !isRebindable(whole);
      return whole.role === "input" || whole.kind === "harmless";
    });
  }

  private isTypedRead(read: FieldRead, flow: FunctionFlow): boolean {
    const field = this.fieldOf.get(read.key);
    if (field === undefined || !read.isCertain) return false;
    if (isStoredBefore(read)) return read.form !== "pop" && read.form !== "setdefault";
    if (read.form === "has") return !read.isValidated;
    if (read.form === "setdefault") return settlesDefault(read, field);
    if (read.form === "pop" && isMissedAfter(read, flow)) return false;
    if (read.isValidated || read.form === "get") return true;
    if (read.form === "pop" && read.default !== undefined) return true;
    return field.isRequired || isPresentAt(read);
  }

  private rewriteTyped(flow: FunctionFlow): void {
    const name = this.inputName(flow);
    if (flow.definition !== this.context.handler) this.rewriteParameter(flow, name);
    for (const store of flow.stores) this.rewriteStore(store, name);
    for (const read of flow.reads) this.rewriteRead(read, name);
    for (const { node } of flow.ids) this.replaceId(node);
    for (const whole of flow.wholes) this.rewriteWhole(whole, name);
    for (const pass of flow.passes) this.rewritePass(pass, name);
    for (const alias of flow.aliases) for (const assignment of alias.assignments) this.dropStatement(assignment);
    for (const statement of this.context.superfluous)
      if (flow.definition.contains(statement)) this.dropStatement(statement);
  }

  /** The parameter holds a model now, whatever its annotation said. */
  private rewriteParameter({ definition, parameter: { identifier, node } }: FunctionFlow, name: string): void {
    const isMethodsOwn = node.field("type") === undefined && !this.takingId.has(definition) && identifier.text === name;
    if (!isMethodsOwn)
      this.context.rewriter.replace(node, this.takingId.has(definition) ? `${name}, request_id` : name);
  }

  private inputName(flow: FunctionFlow): string {
    return flow.definition === this.context.handler || flow.role === "job" ? "input" : flow.parameter.name;
  }

  private rewriteRead(read: FieldRead, name: string): void {
    const { rewriter } = this.context;
    const field = this.fieldOf.get(read.key);
    if (field === undefined) return;
    const attribute = `${name}.${fieldName(read.key)}`;
    if (read.form === "has") {
      this.readsUnset = true;
      rewriter.replace(
        read.node,
        `${quoted(read.node, fieldName(read.key))} ${read.isNegated ? "not in" : "in"} ${name}.model_fields_set`,
      );
      return;
    }
    if (read.form === "setdefault" && read.node.parent?.type === "expression_statement") {
      this.dropStatement(read.node);
      return;
    }
    if (this.hasFieldDefault(read, field)) {
      rewriter.replace(read.node, attribute);
      return;
    }
    const fallback: readonly Part[] = read.default === undefined ? ["None"] : [span(read.default)];
    const condition = ` if ${quoted(read.node, fieldName(read.key))} in ${name}.model_fields_set else `;
    const [open, close] = standsAlone(read.node) ? ["", ""] : ["(", ")"];
    rewriter.replace(read.node, `${open}${attribute}${condition}`, ...fallback, close);
  }

  /** `job_input["seed"] = …` becomes `input.seed = …`; where only the default is put in its place, nothing is left. */
  private rewriteStore(store: FieldStore, name: string): void {
    const field = this.fieldOf.get(store.key);
    if (field === undefined) return;
    if (keepsValue(store, field)) this.dropStatement(store.node);
    else this.context.rewriter.replace(store.node, `${name}.${fieldName(store.key)}`);
  }

  private hasFieldDefault(read: FieldRead, field: InputField): boolean {
    if (isStoredBefore(read)) return true;
    if (read.isValidated || field.isRequired || read.form === "subscript") return true;
    if (read.form === "pop" && read.default === undefined) return true;
    return (read.default?.text ?? "None") === (field.default ?? "None");
  }

  private replaceId(node: PyNode): void {
    this.needsRequestId = true;
    this.context.rewriter.replace(node, "request_id");
  }

  private rewriteWhole(whole: WholeUse, name: string): void {
    const { rewriter } = this.context;
    if (whole.kind === "truth") {
      rewriter.replace(whole.node, `${name}.model_fields_set`);
      return;
    }
    if (whole.kind !== "harmless" || !isShown(whole.node)) this.isOpen = true;
    rewriter.replace(
      whole.node,
      whole.role === "job" && !isShown(whole.node) && whole.node.ancestor("interpolation") === undefined
        ? this.job(name)
        : this.dump(name, whole.isValidated),
    );
  }

  private rewritePass(pass: Pass, name: string): void {
    const { rewriter, flows, module } = this.context;
    const target = flows.find(({ definition }) => definition === pass.target);
    if (target !== undefined && this.typed.has(target)) {
      rewriter.replace(pass.node, this.takingId.has(target.definition) ? `${name}, request_id` : name);
      return;
    }
    if (pass.role === "input") {
      rewriter.replace(pass.node, this.dump(name, pass.isValidated));
      this.bridges.push({ kind: "input", line: module.line(pass.node) });
    } else {
      rewriter.replace(pass.node, this.job(name));
      this.bridges.push({ kind: "job", line: module.line(pass.node) });
    }
    this.isOpen ||= this.hasOpenUses(pass.target);
  }

  private job(name: string): string {
    this.needsRequestId = true;
    return `{"id": request_id, "input": ${this.dump(name)}}`;
  }

  /** The input as a dictionary: what the caller sent, and where a validator filled it in, the defaults too. */
  private dump(name: string, isFilled = false): string {
    return dumpOf(name, this.context.fields, isFilled && this.context.isValidated);
  }

  private dropStatement(node: PyNode): void {
    closeGap(this.context.module, this.context.rewriter, statementOf(node));
  }

  /** Whether code behind a function may read any key of what it is given. */
  private hasOpenUses(definition: PyNode, seen: ReadonlySet<PyNode> = new Set()): boolean {
    if (seen.has(definition)) return false;
    const flows = this.context.flows.filter((candidate) => candidate.definition === definition);
    return (
      flows.length === 0 ||
      flows.some(
        (flow) =>
          !flow.isFollowed ||
          flow.wholes.some(({ kind, node }) => kind !== "truth" && !(kind === "harmless" && isShown(node))) ||
          flow.passes.some(({ target }) => this.hasOpenUses(target, new Set([...seen, definition]))),
      )
    );
  }

  /** One dictionary will do where the job itself is only asked for its input and its id. */
  private canBeDictionary(flow: FunctionFlow): boolean {
    const jobUses = [...flow.wholes, ...flow.passes].filter(({ role }) => role === "job");
    const jobReads = flow.reads.filter(({ origin }) => origin === "job");
    return (
      flow.isFollowed &&
      jobUses.every((use) => "kind" in use && use.kind === "truth") &&
      jobReads.length === 0 &&
      !(this.context.isValidated && flow.filled.length > 1 && isChanged(flow)) &&
      this.roots(flow).length > 0
    );
  }

  private asDictionary(flow: FunctionFlow): InputAccess {
    const { rewriter, module, isValidated } = this.context;
    const roots = this.roots(flow);
    const [first] = roots;
    const isSingle = roots.length === 1 && first !== undefined && assignmentOf(first) !== undefined;
    // The validator of 2023 filled the defaults into the very dictionary that it was given.
    const text = this.dump("input", isValidated && flow.validations.some(({ isList }) => isList));
    if (isSingle && isValidated && flow.filled.length > 0 && !usesRaw(flow)) this.dropStatement(first);
    else for (const root of roots) rewriter.replace(root, isSingle ? text : "job_input");
    for (const { node } of flow.ids) this.replaceId(node);
    for (const alias of flow.aliases)
      if (alias.role === "job") for (const assignment of alias.assignments) this.dropStatement(assignment);
    for (const statement of this.context.superfluous) this.dropStatement(statement);
    // With the validator gone, the model itself gives the dictionary that holds the schema's defaults too.
    if (isValidated) for (const node of flow.filled) rewriter.replace(node, this.dump("input", true));
    this.noteOpenUses(flow, first ?? flow.definition, "input", module);
    return this.result("dict", isSingle ? [] : [`job_input = ${text}`]);
  }

  private asJob(flow: FunctionFlow): InputAccess {
    const { module } = this.context;
    this.noteOpenUses(flow, flow.definition, "job", module);
    this.needsRequestId = true;
    return this.result("job", [`${flow.parameter.name} = {"id": request_id, "input": ${this.dump("input")}}`]);
  }

  /** Where the whole input is passed on anyway, handing on a dictionary bridges nothing. */
  private noteOpenUses(flow: FunctionFlow, at: PyNode, kind: "input" | "job", module: PythonModule): void {
    this.isOpen = this.hasOpenUses(flow.definition);
    const isHandedOn = flow.wholes.some((whole) => whole.kind === "unknown" || whole.kind === "spread");
    const isRead =
      flow.reads.length > 0 || flow.wholes.some((whole) => whole.kind === "mutation" || whole.kind === "dynamic-key");
    if (!isHandedOn || isRead || kind === "job") this.bridges.push({ kind, line: module.line(at) });
  }

  /** The expressions that take the input out of the job. */
  private roots(flow: FunctionFlow): readonly PyNode[] {
    const parameter = this.context.module.scopes.bindingOf(flow.parameter.identifier);
    const roots: PyNode[] = [];
    for (const { node, role } of parameter?.references ?? []) {
      const root = role === "bind" ? undefined : inputExpression(node);
      if (root !== undefined) roots.push(root);
    }
    return roots;
  }
}

/** Whether anything but the validator reads the input as the caller sent it. */
function usesRaw(flow: FunctionFlow): boolean {
  return [...flow.reads, ...flow.named, ...flow.stores, ...flow.wholes, ...flow.passes].some(
    (use) => !use.isValidated && ("origin" in use ? use.origin : use.role) === "input",
  );
}

/** Whether the code changes the dictionary, so that all its mentions must be the same one. */
function isChanged(flow: FunctionFlow): boolean {
  return flow.passes.length > 0 || changesKeys(flow);
}

/** Whether something looks for a key behind the `pop` that took it out: a model keeps it. */
function isMissedAfter(pop: FieldRead, flow: FunctionFlow): boolean {
  const again = flow.reads.some(({ key, node }) => key === pop.key && node.start > pop.node.start);
  return again || flow.wholes.some(({ kind }) => kind !== "truth");
}

function span(node: PyNode): Span {
  return { start: node.start, end: node.end };
}

/** `job["input"]`, `job.get("input", {})`, `job.get("input") or {}` around a mention of the job. */
function inputExpression(mention: PyNode): PyNode | undefined {
  const member = mention.parent;
  let root: PyNode | undefined;
  if (
    member?.type === "subscript" &&
    mention.fieldName === "value" &&
    /^\[?\s*["']input["']/.test(member.field("subscript")?.text ?? "")
  )
    root = member;
  const call = member?.type === "attribute" ? member.parent : undefined;
  const method = member?.field("attribute")?.text ?? "";
  if (
    call?.type === "call" &&
    ["get", "pop"].includes(method) &&
    /^\(\s*["']input["']/.test(call.field("arguments")?.text ?? "")
  )
    root = call;
  const outer = root?.parent;
  const isDefaulted =
    outer?.type === "boolean_operator" &&
    root?.fieldName === "left" &&
    /^(\{\s*\}|dict\(\))$/.test(outer.field("right")?.text ?? "");
  return isDefaulted ? outer : root;
}

/** Whether code around the use keeps a name for the whole input that something else may change. */
function isRebindable({ node }: WholeUse): boolean {
  return node.parent?.type === "assignment";
}

const SHOWING = /^(?:print|log\w*|LOG\w*|isinstance|type)\b/;

/** Whether a value is only shown: printed, logged, asked for its type. */
function isShown(node: PyNode): boolean {
  let call = node.ancestor("call");
  if (node.ancestor("interpolation") === undefined && node.parent?.parent !== call) call = undefined;
  return call !== undefined && SHOWING.test(call.field("function")?.text ?? "");
}

/** A string in the quotes that the f-string around it leaves free. */
function quoted(node: PyNode, text: string): string {
  const outer = node.ancestor("string");
  const quote = outer?.children[0]?.text.includes('"') === true ? "'" : '"';
  return `${quote}${text}${quote}`;
}

/** Whether an expression fills a place where a conditional expression needs no parentheses. */
function standsAlone(node: PyNode): boolean {
  const parent = node.parent;
  if (parent === undefined || parent.type === "interpolation") return false;
  return parent.is(
    "assignment",
    "keyword_argument",
    "argument_list",
    "return_statement",
    "pair",
    "parenthesized_expression",
    "expression_statement",
  );
}
