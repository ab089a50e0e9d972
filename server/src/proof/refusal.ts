import { isArray, isObject, type Json } from "./json.js";
import { detailOf } from "./outcome.js";
import type { NewAnswer } from "./task.js";

/** How pydantic refuses a value of another JSON type. */
const otherType = /(_type|_from_float|_parsing|^is_instance_of|^none_required|^finite_number|^url_parsing)$/;
/** The sentences of RunPod's own validator; whoever reads them is a program of the SDK, not an author. */
const validatorSentence =
  /is a required input\.|is not a valid input option\.|does not meet the constraints\.|should be .* type, not|^Schema error/;

/** The kinds of pydantic's complaints where fal refused the input itself; undefined for any other answer. */
export function refusalKinds(answer: NewAnswer): readonly string[] | undefined {
  const detail = detailOf(answer);
  if (answer.status !== 422 || !isArray(detail) || detail.length === 0) return undefined;
  const kinds = detail.map((entry) => (isObject(entry) && "loc" in entry ? entry["type"] : undefined));
  return kinds.every((kind) => typeof kind === "string") ? kinds : undefined;
}

/** Whether every complaint is about a value of another JSON type than the field's. */
export function isAboutTypes(kinds: readonly string[]): boolean {
  return kinds.every((kind) => otherType.test(kind));
}

/** Whether an error is made of the validator's own sentences. */
export function isFromValidator(error: Json): boolean {
  if (typeof error === "string") return validatorSentence.test(error);
  if (isArray(error)) return error.length > 0 && error.every(isFromValidator);
  return isObject(error) && Object.values(error).some(isFromValidator);
}
