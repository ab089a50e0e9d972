import type { InputField } from "../../../runpod/input-fields.js";
import type { FieldRead, FunctionFlow } from "../../../runpod/job-flow.js";

/**
 * The fields without the keys that the schema does not know: RunPod's validator refused whatever held one, so that
 * code behind it never finds such a key, and the model refuses it too. A key under which the code keeps a value as
 * well stays a field: its author meant callers to send it.
 */
export function withoutRefused(fields: readonly InputField[], flows: readonly FunctionFlow[]): readonly InputField[] {
  const stored = new Set(flows.flatMap(({ stores }) => stores.map(({ key }) => key)));
  return fields.flatMap((field) => {
    const { key, rule, reads } = field;
    if (rule !== undefined || reads.length === 0 || !reads.every(isBehindValidator)) return [field];
    if (stored.has(key)) return [{ ...field, isOutsideSchema: true }];
    return reads.every(mayMiss) ? [] : [field];
  });
}

/** Whether a read looks for a key that may be missing. A kept input stays a dictionary, in which it is missing. */
function mayMiss({ form, isCertain, flow }: FieldRead): boolean {
  return (form === "get" || form === "has") && (isCertain || flow.origin?.isHeld === true);
}

/** What an input that is kept for others gives before the validator has its say goes no further than that. */
function isBehindValidator({ isValidated, node, flow }: FieldRead): boolean {
  return isValidated || flow.origin?.isHeld === true || flow.validations.some(({ call }) => call.end <= node.start);
}
