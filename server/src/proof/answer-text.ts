import { ending } from "./ending.js";
import { isArray, isObject, type Json, type JsonObject } from "./json.js";
import { bodyOf, detailOf, outcomeOf } from "./outcome.js";
import type { Row } from "./prove.js";
import type { NewAnswer } from "./task.js";

/** What the old worker answered, in the form that `actualText` has. */
export function expectedText({ old, path }: Row): string {
  const outcome = outcomeOf(old);
  const calls = old.calls ?? [];
  if (outcome.kind === "silent") return text({ "no answer": outcome.reason }, calls);
  const error = outcome.kind === "failed" ? { error: outcome.fault?.message ?? outcome.error } : {};
  if (path.endsWith("/stream")) return text({ events: old.stream ?? [], ...error }, calls);
  return text(outcome.kind === "completed" ? { output: outcome.output } : error, calls);
}

/** What the app answered. */
export function actualText({ fresh }: Row): string {
  return text(answered(fresh), fresh.calls ?? []);
}

function answered(fresh: NewAnswer): JsonObject {
  if (fresh.status === undefined) return { "no answer": ending(fresh.ended ?? "unknown") };
  if (fresh.events !== undefined) return eventsOf(fresh);
  return fresh.status < 400 ? { output: bodyOf(fresh) } : { error: detailOf(fresh) ?? bodyOf(fresh) };
}

/** The last event tells an error where the stream ended with one. */
function eventsOf({ events = [] }: NewAnswer): JsonObject {
  const values = events.map((event) => ("json" in event ? event.json : event.text));
  const last = values.at(-1);
  const error = isObject(last) && Object.keys(last).join() === "error" ? last["error"] : undefined;
  return error === undefined ? { events: values } : { events: values.slice(0, -1), error };
}

function text(answer: JsonObject, calls: readonly string[]): string {
  const whole = calls.length === 0 ? answer : { ...answer, calls };
  return `${JSON.stringify(inOrder(whole), undefined, 2)}\n`;
}

/** The same value with its keys in order, and long texts cut: a picture's bytes say nothing to a reader. */
function inOrder(value: Json): Json {
  if (typeof value === "string") return shortened(value);
  if (isArray(value)) return value.map(inOrder);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, inOrder(value[name] ?? null)]));
}

const longest = 2_000;

export function shortened(value: string): string {
  return value.length <= longest ? value : `${value.slice(0, longest)}… (${String(value.length)} characters)`;
}
