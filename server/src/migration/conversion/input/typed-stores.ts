import { unparenthesized } from "../../../python/node.js";
import type { InputField } from "../../../runpod/input-fields.js";
import type { FieldRead, FieldStore, FunctionFlow } from "../../../runpod/job-flow.js";

/**
 * Whether what a function puts into the input can be put into the model: its fields are known, nothing else holds or
 * shows the dictionary, and the same dictionary is meant wherever the key is read.
 */
export function storesAreTyped(flow: FunctionFlow, fields: ReadonlyMap<string, InputField>): boolean {
  if (flow.stores.length === 0) return true;
  if (flow.copies.length > 0 || flow.passes.length > 0 || flow.wholes.some(({ kind }) => kind !== "truth"))
    return false;
  return flow.stores.every((store) => {
    const isSame = [...flow.reads, ...flow.stores].every(
      ({ key, isValidated }) => key !== store.key || isValidated === store.isValidated,
    );
    return isSame && store.isCertain && fields.has(store.key);
  });
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
