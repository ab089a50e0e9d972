import { unparenthesized, type PyNode } from "../../../python/node.js";
import { statementOf } from "../../../python/queries.js";
import type { InputField } from "../../../runpod/input-fields.js";
import type { FieldRead, FieldStore, FunctionFlow } from "../../../runpod/job-flow.js";
import { isStoredBefore } from "../../../runpod/presence.js";

/**
 * Whether what a function puts into the input can be put into the model: its fields are known, nothing else holds or
 * shows the dictionary, and the same dictionary is meant wherever the key is read.
 */
export function storesAreTyped(
  flow: FunctionFlow,
  fields: ReadonlyMap<string, InputField>,
  isValidated: boolean,
): boolean {
  if (flow.stores.length === 0) return true;
  if (flow.copies.length > 0 || flow.passes.length > 0 || flow.wholes.some(({ kind }) => kind !== "truth"))
    return false;
  return flow.stores.every((store) => {
    const isSame = [...flow.reads, ...flow.stores].every(
      ({ key, isValidated }) => key !== store.key || isValidated === store.isValidated,
    );
    const hasPlace = fields.has(store.key) || (isValidated && isVariable(flow, store.key));
    return isSame && store.isCertain && hasPlace;
  });
}

/**
 * Whether a key that the model refuses can be a variable of the function: whatever reads it comes behind the
 * assignment that surely gave it its value, or before any.
 */
export function isVariable(flow: FunctionFlow, key: string): boolean {
  const stores = flow.stores.filter((store) => store.key === key);
  const isFree = ![...flow.definition.walk()].some((node) => node.type === "identifier" && node.text === key);
  const isSettled = (read: FieldRead): boolean =>
    isStoredBefore(read)
      ? read.form !== "pop" && read.form !== "setdefault"
      : stores.every(({ node }) => read.node.end <= statementOf(node).end && !isRepeated(read.node, node));
  return /^[a-z_]\w*$/i.test(key) && isFree && flow.reads.every((read) => read.key !== key || isSettled(read));
}

/** Whether a loop comes by one place again after the other. */
function isRepeated(one: PyNode, other: PyNode): boolean {
  const loop = one.ancestor("for_statement", "while_statement");
  return loop !== undefined && (loop.contains(other) || isRepeated(loop, other));
}

/** `data.setdefault("x", 5)`, where 5 is the field's default and nothing asks whether the key was sent. */
export function settlesDefault(read: FieldRead, field: InputField): boolean {
  const isAskedFor = read.flow.reads.some(({ key, form }) => key === read.key && form === "has");
  const isShown = read.flow.wholes.some(({ kind }) => kind !== "truth");
  return !isAskedFor && !isShown && (read.default?.text ?? "None") === field.default;
}

/** `data["x"] = data.get("x", 5)`, where 5 is the field's default: the model holds that value already. */
export function keepsValue(store: FieldStore, field: InputField): boolean {
  const value = store.value === undefined ? undefined : unparenthesized(store.value);
  const read = field.reads.find(({ node, key }) => node === value && key === store.key);
  if (read === undefined) return false;
  const isAskedFor = field.reads.some(({ form }) => form === "has");
  return !isAskedFor && (read.default?.text ?? "None") === (field.default ?? "None");
}
