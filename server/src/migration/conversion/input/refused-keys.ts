import type { InputField } from "../../../runpod/input-fields.js";
import type { FieldRead } from "../../../runpod/job-flow.js";
import { isStoredBefore } from "../../../runpod/presence.js";

/**
 * The fields without the keys that the schema does not know: RunPod's validator refused whatever held one, so that
 * code behind it never finds such a key but where it has put a value there itself, and the model refuses it too.
 */
export function withoutRefused(fields: readonly InputField[]): readonly InputField[] {
  return fields.filter(({ rule, reads }) => {
    const isRefused = rule === undefined && reads.length > 0 && reads.every(isNeverSent);
    return !isRefused;
  });
}

/** Whether a read looks, behind the validator, for a key that may be missing, or for what the code has put there. */
function isNeverSent(read: FieldRead): boolean {
  const { form, isValidated, isCertain, node, flow } = read;
  const isBehind = isValidated || flow.validations.some(({ call }) => call.end <= node.start);
  return (form === "get" || form === "has" || isStoredBefore(read)) && isCertain && isBehind;
}
