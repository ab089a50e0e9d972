import { isArray, isObject, type Json, type JsonObject } from "./json.js";
import type { Request } from "./task.js";

const jobKeys = new Set(["input", "id", "webhook", "policy", "s3Config"]);

/** Whether a value is a whole job: its only keys are `input` and, if at all, what RunPod knows beside it. */
export function isJob(value: Json): value is JsonObject {
  return isObject(value) && "input" in value && Object.keys(value).every((key) => jobKeys.has(key));
}

/** Jobs for both sides, with ids that a caller would recognise as such; the same list gives the same jobs. */
export function requestsOf(values: readonly Json[]): readonly Request[] {
  return values.map((value, index) => {
    const id = `00000000-0000-4000-8000-${String(index + 1).padStart(12, "0")}`;
    if (!isJob(value)) return { id, input: value };
    return { ...value, id: typeof value["id"] === "string" ? value["id"] : id, input: value["input"] ?? null };
  });
}

/** The inputs in a JSON text: a list of them, or a single one. */
export function inputsIn(value: Json): readonly Json[] {
  return isArray(value) ? value : [value];
}
