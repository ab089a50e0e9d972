import { comparison, differs, type Comparison } from "./difference.js";
import { ending } from "./ending.js";
import { brief, isArray, isObject, type Json } from "./json.js";
import { bodyOf, detailOf, outcomeOf, type Outcome } from "./outcome.js";
import { isPythonText } from "./python-text.js";
import { isAboutTypes, isFromValidator, refusalKinds } from "./refusal.js";
import { ValueComparison, type Evidence } from "./same-value.js";
import type { NewAnswer, OldAnswer } from "./task.js";

export interface Pair {
  readonly old: OldAnswer;
  readonly fresh: NewAnswer;
  /** The old worker's answer to the same request in a second process, where it was asked for. */
  readonly again?: OldAnswer | undefined;
  /** The worker is refreshed after every job (`refresh_worker` in the config of `start`). */
  readonly refreshes: boolean;
  readonly samePixels: ReadonlySet<string>;
}

/** Whether `POST /` answers what the job answered. */
export function compareAnswer(pair: Pair): Comparison {
  const outcome = outcomeOf(pair.old);
  if (outcome.kind === "silent") return compareSilence(outcome, pair.fresh);
  if (pair.fresh.status === undefined) return compareHanging(outcome, pair.fresh);
  const refusal = compareRefusal(outcome, pair.fresh);
  if (refusal !== undefined) return refusal;
  return outcome.kind === "completed" ? compareOutput(outcome, pair) : compareFailure(outcome, pair);
}

/** A job that RunPod never heard of again: the app does what the author meant, which nobody can look up. */
function compareSilence(outcome: Outcome & { kind: "silent" }, fresh: NewAnswer): Comparison {
  const failed = fresh.status === undefined || fresh.status >= 500;
  if (outcome.unserialisable && failed)
    return differs(`never answered on RunPod (${outcome.reason}); the app fails instead of answering`);
  return comparison([], [`never answered on RunPod: ${outcome.reason}`]);
}

const offline = /name resolution|Network is unreachable|NameResolutionError|Max retries exceeded/;

/** The app did not answer. Without a network one client library gives up at once, another tries for minutes. */
function compareHanging(outcome: Outcome, fresh: NewAnswer): Comparison {
  const message = outcome.kind === "failed" ? (outcome.fault?.message ?? brief(outcome.error, 2_000)) : "";
  if (fresh.ended === "time" && offline.test(message))
    return comparison([], ["needs the network, which was not there"]);
  return differs(`the app did not answer: ${ending(fresh.ended ?? "unknown")}`);
}

/** fal refused the input by its model. Undefined where it did not. */
export function compareRefusal(outcome: Outcome, fresh: NewAnswer): Comparison | undefined {
  const kinds = refusalKinds(fresh);
  if (kinds === undefined || outcome.kind === "silent") return undefined;
  if (outcome.kind === "failed" && isSameRefusal(outcome.error, bodyOf(fresh))) return undefined;
  if (isAboutTypes(kinds)) return comparison([], ["a value of another type is refused"]);
  if (outcome.kind === "completed")
    return differs(`accepted on RunPod, refused now (${kinds.join(", ")})`, outcome.output, bodyOf(fresh));
  if (isFromValidator(outcome.error)) return comparison([], ["refused by the model instead of RunPod's validator"]);
  if (kinds.every((kind) => kind === "missing" || isAboutTypes([kind])))
    return comparison([], ["a missing field is refused by the model"]);
  if (outcome.fault !== undefined && !outcome.fault.own)
    return comparison([], ["refused by the model; it failed before"]);
  return differs("the author's own text is lost", outcome.fault?.message ?? outcome.error, bodyOf(fresh));
}

/** An author who answers what a model of pydantic says answers in the same form as fal does for its own. */
function isSameRefusal(error: unknown, body: unknown): boolean {
  const detail = typeof body === "object" && body !== null && "detail" in body ? body.detail : undefined;
  return Array.isArray(error) && JSON.stringify(error) === JSON.stringify(detail);
}

function compareOutput(outcome: Outcome & { kind: "completed" }, pair: Pair): Comparison {
  const { fresh } = pair;
  if (fresh.status !== 200)
    return differs(`COMPLETED on RunPod, ${statusOf(fresh)} now`, outcome.output, bodyOf(fresh));
  const values = new ValueComparison(evidenceOf(pair));
  values.compare(outcome.output, bodyOf(fresh), againOutput(pair, outcome.output));
  return comparison([...values.differences, ...headerDifferences(pair, outcome.refresh)], values.announced);
}

/** The status, and where the server kept it for its log, the cause. */
function statusOf({ status, error }: NewAnswer): string {
  const cause = typeof error === "string" && error !== "" ? ` (${brief(error, 300)})` : "";
  return `status ${status ?? "none"}${cause}`;
}

function againOutput(pair: Pair, output: Json): Json {
  const again = pair.again === undefined ? undefined : outcomeOf(pair.again);
  return again?.kind === "completed" ? again.output : output;
}

export function evidenceOf(pair: Pair): Evidence {
  const { old, fresh, again, samePixels } = pair;
  return { oldFiles: old.files ?? {}, freshFiles: fresh.files ?? {}, againFiles: again?.files ?? {}, samePixels };
}

/** The runner is stopped after exactly those answers after which the worker was. */
function headerDifferences(pair: Pair, refresh: boolean): Comparison["differences"] {
  const stops = pair.fresh.headers?.["x-fal-stop-runner"] === "true";
  if (stops === refresh) return [];
  const reason = refresh ? "refresh_worker is lost" : "the runner is stopped, the worker was not";
  return [{ at: "headers.x-fal-stop-runner", old: refresh, fresh: stops, reason }];
}

function compareFailure(outcome: Outcome & { kind: "failed" }, pair: Pair): Comparison {
  const status = statusDifference(outcome, pair);
  if (status !== undefined) return status;
  return outcome.fault === undefined ? compareError(outcome.error, pair) : compareFault(outcome.fault, pair.fresh);
}

function statusDifference(outcome: Outcome & { kind: "failed" }, pair: Pair): Comparison | undefined {
  const status = pair.fresh.status ?? 0;
  const told = outcome.fault?.message ?? outcome.error;
  if (status < 400) return differs(`FAILED on RunPod, status ${status} now`, told, bodyOf(pair.fresh));
  const replaced = outcome.refresh && !pair.refreshes;
  if (replaced && status !== 503)
    return differs("an error with refresh_worker is a 503, so that fal replaces the runner", told, status);
  if (!replaced && (status === 503 || status === 504))
    return differs(`status ${status} makes fal try the request again`, told, status);
  return undefined;
}

function compareError(error: Json, pair: Pair): Comparison {
  const detail = detailOf(pair.fresh);
  if (isPythonText(error, detail)) return comparison([]);
  const values = new ValueComparison(evidenceOf(pair));
  const again = pair.again === undefined ? undefined : outcomeOf(pair.again);
  values.compare(error, detail, again?.kind === "failed" ? again.error : error, "detail");
  return comparison(values.differences, values.announced);
}

function compareFault(fault: NonNullable<OldAnswer["fault"]>, fresh: NewAnswer): Comparison {
  const detail = detailOf(fresh);
  if (holds(detail, fault.message)) return comparison([]);
  if (fault.own) return differs("the text of the worker's own exception is lost", fault.message, detail, "detail");
  return comparison([], ["the text of an unexpected exception stays in fal's log"]);
}

/** Whether a detail holds a message, as it is or inside. */
export function holds(detail: Json | undefined, message: string): boolean {
  if (typeof detail === "string") return detail.includes(message) || sameMessage(detail, message);
  if (isArray(detail)) return detail.some((entry) => holds(entry, message));
  if (isObject(detail)) return Object.values(detail).some((entry) => holds(entry, message));
  return detail !== undefined && brief(detail) === message;
}

function sameMessage(detail: string, message: string): boolean {
  const values = new ValueComparison({ oldFiles: {}, freshFiles: {}, samePixels: new Set() });
  values.compare(message, detail);
  return values.differences.length === 0;
}
