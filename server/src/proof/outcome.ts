import { ending } from "./ending.js";
import { isObject, type Json, type JsonObject } from "./json.js";
import type { NewAnswer, OldAnswer } from "./task.js";

/** What a caller of the old worker would have learned about a job. */
export type Outcome =
  | { readonly kind: "completed"; readonly output: Json; readonly refresh: boolean }
  | { readonly kind: "failed"; readonly error: Json; readonly refresh: boolean; readonly fault: OldAnswer["fault"] }
  /** RunPod never heard of the job again. */
  | { readonly kind: "silent"; readonly reason: string; readonly unserialisable: boolean };

export function outcomeOf(answer: OldAnswer): Outcome {
  const posted = answer.posted;
  if (posted === undefined || posted === null) return silence(answer);
  const refresh = posted["stopPod"] === true;
  if (!("error" in posted)) return { kind: "completed", output: posted["output"] ?? outputOfEmpty(posted), refresh };
  return { kind: "failed", error: errorOf(posted), refresh, fault: answer.fault };
}

/** `return {}` posts no output at all; the caller of fal gets the `{}`. */
function outputOfEmpty(posted: JsonObject): Json {
  return "output" in posted ? null : {};
}

/** The error alone, or with the other keys that the handler returned beside it. */
function errorOf(posted: JsonObject): Json {
  const rest = posted["output"];
  const error = posted["error"] ?? null;
  return isObject(rest) && Object.keys(rest).length > 0 ? { error, ...rest } : error;
}

function silence(answer: OldAnswer): Outcome {
  const [unserialisable] = answer.unposted ?? [];
  const reason = endingOf(answer) ?? unserialisable ?? answer.why ?? "nothing was posted";
  return { kind: "silent", reason, unserialisable: unserialisable !== undefined };
}

function endingOf({ ended }: OldAnswer): string | undefined {
  return ended === undefined ? undefined : ending(ended);
}

/** The JSON body of an answer, or its text. */
export function bodyOf(answer: NewAnswer): Json {
  if (answer.body === undefined) return null;
  return "json" in answer.body ? answer.body.json : answer.body.text;
}

/** `detail` of an error answer. */
export function detailOf(answer: NewAnswer): Json | undefined {
  const body = bodyOf(answer);
  return isObject(body) ? body["detail"] : undefined;
}
