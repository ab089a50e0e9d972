import type { InputField } from "../../runpod/input-fields.js";
import type { FieldRead, FunctionFlow } from "../../runpod/job-flow.js";

/**
 * The fields without the keys that the schema does not know: RunPod's validator refused whatever held one, so that
 * code behind it never finds such a key, and the model refuses it too.
 */
export function withoutRefused(fields: readonly InputField[], flows: readonly FunctionFlow[]): readonly InputField[] {
  const stored = new Set(flows.flatMap(({ stores }) => stores.map(({ key }) => key)));
  return fields.filter(({ key, rule, reads }) => {
    const isRefused = rule === undefined && !stored.has(key) && reads.length > 0 && reads.every(isNeverFound);
    return !isRefused;
  });
}

/** Whether a read asks, behind the validator, for a key that may be missing. */
function isNeverFound({ form, isValidated, isCertain, node, flow }: FieldRead): boolean {
  const isBehind = isValidated || flow.validations.some(({ call }) => call.end <= node.start);
  return (form === "get" || form === "has") && isCertain && isBehind;
}
