import { CHANGING_METHODS, isStored } from "../python/changes.js";
import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import { stringValue } from "../python/literals.js";
import {
  assignedName,
  assignmentOf,
  methodCall,
  positionalArguments,
  statementOf,
  subscriptKey,
} from "../python/queries.js";
import type { Binding } from "../python/scope-table.js";
import type { FieldRead, FunctionFlow, Pass, WholeUse } from "./job-flow.js";

/** What a function may do to the input that it is given: `keys` come or go, or only `values` are changed in place. */
export type InputChange = "none" | "values" | "keys";

/** Says of each function that the job is given to how it may leave the job's input. */
export class InputChanges {
  constructor(
    private readonly module: PythonModule,
    private readonly flows: readonly FunctionFlow[],
  ) {}

  by(definition: PyNode, visited: ReadonlySet<PyNode> = new Set()): InputChange {
    const flows = this.flows.filter((flow) => flow.definition === definition);
    if (visited.has(definition)) return "none";
    if (flows.length === 0 || flows.some((flow) => !flow.isFollowed || changesKeys(flow))) return "keys";
    const passes = flows.flatMap((flow) => flow.passes);
    const behind = passes.map(({ target }) => this.by(target, new Set([...visited, definition])));
    if (behind.includes("keys")) return "keys";
    const isInPlace = flows.some(({ reads }) => reads.some(({ node }) => this.isChangedInPlace(node)));
    return isInPlace || behind.includes("values") ? "values" : "none";
  }

  /** Whether a value, or something inside it, is changed where it lies: through it, or through a name for it. */
  private isChangedInPlace(value: PyNode, depth = 0): boolean {
    let inner = value;
    while (inner.parent?.type === "subscript" && inner.fieldName === "value") {
      if (isStored(inner.parent)) return true;
      inner = inner.parent;
    }
    const method = inner.parent?.type === "attribute" ? inner.parent : undefined;
    if (method?.parent?.type === "call" && CHANGING_METHODS.has(method.field("attribute")?.text ?? "")) return true;
    const binding = depth < MAX_DEPTH ? this.nameFor(inner) : undefined;
    return (
      binding?.references.some(({ node, role }) => role !== "bind" && this.isChangedInPlace(node, depth + 1)) ?? false
    );
  }

  /** The name that a value is assigned to, or that a loop over it gives to each of its items. */
  private nameFor(value: PyNode): Binding | undefined {
    const assignment = assignmentOf(value);
    const loop = value.parent?.type === "for_statement" && value.fieldName === "right" ? value.parent : undefined;
    const name = assignment === undefined ? loop?.field("left") : assignedName(assignment);
    return name?.type === "identifier" ? this.module.scopes.bindingOf(name) : undefined;
  }
}

/** How many names for one value are followed, one from the other. */
const MAX_DEPTH = 4;

/** Whether the code of a function itself puts keys into the input, takes them out, or gives it to code nobody reads. */
export function changesKeys({ wholes, reads, stores }: FunctionFlow): boolean {
  return (
    stores.length > 0 ||
    wholes.some(({ kind }) => kind === "mutation" || kind === "unknown") ||
    reads.some(({ form }) => form === "pop" || form === "setdefault")
  );
}

/** Whether the worker's own code may put a key into the input before it is read: then the caller need not send it. */
export function mayBeGivenBefore(read: FieldRead, flows: readonly FunctionFlow[]): boolean {
  const isFollowed = ({ node }: WholeUse): boolean => flows.some(({ origin }) => origin?.node === node);
  return flows.some((flow) => {
    const isBefore = ({ node }: { readonly node: PyNode }): boolean =>
      flow !== read.flow || statementOf(node).end <= read.node.start;
    return (
      flow.wholes.some((whole) => isBefore(whole) && !isFollowed(whole) && mayGive(whole, read.key)) ||
      flow.stores.some((store) => store.key === read.key && isBefore(store)) ||
      flow.reads.some((other) => other.form === "setdefault" && other.key === read.key && isBefore(other))
    );
  });
}

/** Whether a change is one of this key: `input["key"] = …`, `input.setdefault("key", …)`, or of keys nobody names. */
function mayGive({ node, kind }: WholeUse, key: string): boolean {
  if (kind !== "mutation" && kind !== "unknown") return false;
  const holder = node.parent;
  if (kind === "unknown" || holder === undefined) return true;
  if (holder.type === "subscript") return (subscriptKey(holder) ?? key) === key && holder.parent?.type === "assignment";
  const call = holder.type === "attribute" ? holder.parent : undefined;
  const method = call === undefined ? undefined : methodCall(call);
  if (call === undefined || method === undefined) return true;
  if (method.name === "setdefault") return (stringValue(positionalArguments(call)[0]) ?? key) === key;
  return method.name === "update" || method.name === "__setitem__";
}

/** Whether a function looks at the input after, or again around, the call that hands it on. */
export function isUsedAfter(flow: FunctionFlow, pass: Pass): boolean {
  if (pass.call.parent?.type === "return_statement") return false;
  const loop = pass.call.ancestor("for_statement", "while_statement");
  const isRepeated = loop !== undefined && flow.definition.contains(loop);
  const uses = [...flow.reads, ...flow.named, ...flow.stores, ...flow.wholes, ...flow.passes].filter(
    (use) => use !== pass,
  );
  return uses.some(({ node }) => node.start >= pass.call.end || (isRepeated && loop.contains(node)));
}
