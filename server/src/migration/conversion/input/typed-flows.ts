import type { PyNode } from "../../../python/node.js";
import type { InputField } from "../../../runpod/input-fields.js";
import {
  isOnlyCalledFrom,
  type FieldRead,
  type FunctionFlow,
  type Pass,
  type WholeUse,
} from "../../../runpod/job-flow.js";
import { InputChanges, isUsedAfter } from "../../../runpod/mutations.js";
import { isPresentAt, isStoredBefore } from "../../../runpod/presence.js";
import type { AccessContext } from "./access-context.js";
import { settlesDefault, storesAreTyped } from "./typed-stores.js";

/** Which functions can read the model itself: on every read the field means what the dictionary's key meant. */
export class TypedFlows {
  readonly flows = new Set<FunctionFlow>();
  /** Helpers that ask for the job's id, or hand it on: they take it beside the model. */
  readonly takingId = new Set<PyNode>();
  private readonly changes: InputChanges;

  constructor(
    private readonly context: AccessContext,
    private readonly fieldOf: ReadonlyMap<string, InputField>,
  ) {
    this.changes = new InputChanges(context.module, context.flows);
    this.choose();
    this.findTakingId();
  }

  /** The flows that can read the model itself: the handler first, then helpers that only such flows call. */
  private choose(): void {
    const candidates = this.context.flows.filter((flow) => this.readsAreTyped(flow));
    for (const flow of candidates) this.flows.add(flow);
    for (let size = -1; size !== this.flows.size;) {
      size = this.flows.size;
      for (const flow of [...this.flows]) {
        const isHandler = flow.definition === this.context.handler;
        const isReached =
          isHandler ||
          (isOnlyCalledFrom(this.context.module, [...this.flows], flow.definition) && this.takesInput(flow));
        if (!isReached || this.missesChange(flow)) this.flows.delete(flow);
      }
    }
  }

  /** A helper that changes what it is given changes a copy where its caller holds a model: a later look would miss it. */
  private missesChange(flow: FunctionFlow): boolean {
    const typed = new Set([...this.flows].map(({ definition }) => definition));
    return flow.passes.some((pass) => {
      const change = this.changes.by(pass.target);
      const isMissed = typed.has(pass.target) ? change === "keys" : change !== "none";
      return isMissed && isUsedAfter(flow, pass);
    });
  }

  private findTakingId(): void {
    const helpers = [...this.flows].filter(({ definition }) => definition !== this.context.handler);
    for (let size = -1; size !== this.takingId.size;) {
      size = this.takingId.size;
      for (const { definition, ids, passes } of helpers)
        if (ids.length > 0 || passes.some((pass) => this.needsId(pass))) this.takingId.add(definition);
    }
  }

  private needsId({ target, role }: Pass): boolean {
    const isTyped = [...this.flows].some(({ definition }) => definition === target);
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
    if (field === undefined) return this.context.isValidated; // the model refuses the key
    if (!read.isCertain) return false;
    if (isStoredBefore(read)) return read.form !== "pop" && read.form !== "setdefault";
    if (read.form === "has") return !read.isValidated;
    if (read.form === "setdefault") return settlesDefault(read, field);
    if (read.form === "pop" && isMissedAfter(read, flow)) return false;
    if (read.isValidated || read.form === "get") return true;
    if (read.form === "pop" && read.default !== undefined) return true;
    return field.isRequired || isPresentAt(read, this.context.flows);
  }
}

/** Whether something looks for a key behind the `pop` that took it out: a model keeps it. */
function isMissedAfter(pop: FieldRead, flow: FunctionFlow): boolean {
  const again = flow.reads.some(({ key, node }) => key === pop.key && node.start > pop.node.start);
  return again || flow.wholes.some(({ kind }) => kind !== "truth");
}

/** Whether code around the use keeps a name for the whole input that something else may change. */
function isRebindable({ node }: WholeUse): boolean {
  return node.parent?.type === "assignment";
}
