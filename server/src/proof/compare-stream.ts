import { compareRefusal, evidenceOf, holds, type Pair } from "./compare.js";
import { comparison, differs, joined, type Comparison } from "./difference.js";
import { ending } from "./ending.js";
import { isObject, type Json } from "./json.js";
import { bodyOf, outcomeOf, type Outcome } from "./outcome.js";
import { eventsOf, isEventText } from "./event-text.js";
import { isPythonText } from "./python-text.js";
import { ValueComparison } from "./same-value.js";
import type { Content } from "./task.js";

/** Whether `POST /stream` sends what the generator yielded, event by event. */
export function compareStream(pair: Pair): Comparison {
  const outcome = outcomeOf(pair.old);
  const items = pair.old.stream ?? [];
  const { fresh } = pair;
  if (fresh.status === undefined && outcome.kind !== "silent")
    return differs(`the app did not answer: ${ending(fresh.ended ?? "unknown")}`);
  const refusal = compareRefusal(outcome, fresh);
  if (refusal !== undefined) return refusal;
  if (fresh.events === undefined) return compareWithoutEvents(outcome, items, pair);
  if (outcome.kind === "silent" || (pair.old.unposted ?? []).length > 0) return compareLost(items, fresh.events, pair);
  const expectsError = outcome.kind === "failed";
  const events = expectsError ? fresh.events.slice(0, -1) : fresh.events;
  const parts = [compareItems(items, events, pair), compareArrival(pair)];
  if (expectsError) parts.push(compareLast(outcome, fresh.events.at(-1)));
  return joined(parts);
}

/** Before the first event an HTTP error says the same as an error event. */
function compareWithoutEvents(outcome: Outcome, items: readonly Json[], pair: Pair): Comparison {
  const { fresh } = pair;
  if (outcome.kind === "silent") return comparison([], [`never answered on RunPod: ${outcome.reason}`]);
  const status = fresh.status ?? 0;
  const isError = status >= 400 && status !== 503 && status !== 504;
  if (outcome.kind !== "failed" || items.length > 0 || !isError)
    return differs(`no event stream (status ${status})`, [...items], bodyOf(fresh));
  return compareText(outcome, bodyOf(fresh));
}

/** Items that could not be serialised were lost on RunPod; the app sends what the author meant in their place. */
function compareLost(items: readonly Json[], events: readonly Content[], pair: Pair): Comparison {
  const left = events.map(valueOf);
  const missing = items.filter((item) => {
    const index = left.findIndex((value) => isSame(item, value, pair));
    if (index >= 0) left.splice(0, index + 1);
    return index < 0;
  });
  if (missing.length > 0) return differs("events are missing", missing, events.map(valueOf));
  return comparison([], [`events were lost on RunPod: ${pair.old.unposted?.[0] ?? "nothing was posted"}`]);
}

function compareItems(items: readonly Json[], events: readonly Content[], pair: Pair): Comparison {
  const chunks = items.filter((item) => typeof item === "string");
  const asText = chunks.length > 0 && chunks.length === items.length && chunks.every(isEventText);
  const expected = asText ? eventsOf(chunks) : items;
  const values = new ValueComparison(evidenceOf(pair));
  const again = asText || pair.again === undefined ? expected : (pair.again.stream ?? expected);
  values.compare([...expected], events.map(valueOf), [...again], "events");
  return comparison(values.differences, values.announced);
}

/** How many events a server may be ahead of the network, in the pipes between its layers. */
const ahead = 4;

/** Calls of a model between the events show whether an event is sent before the next is made. */
function compareArrival({ old, fresh }: Pair): Comparison {
  const before = old.callsBefore ?? [];
  const isGradual = (before.at(-1) ?? 0) > (before[ahead] ?? Infinity);
  const isCollected = fresh.callsBefore?.[0] === fresh.calls?.length;
  if (!isGradual || !isCollected) return comparison([]);
  return differs("the first event is sent only after the last was made", undefined, undefined, "events");
}

function compareLast(outcome: Outcome & { kind: "failed" }, last: Content | undefined): Comparison {
  const value = last === undefined ? undefined : valueOf(last);
  if (!isObject(value) || !("error" in value))
    return differs("the last event does not tell the error", outcome.fault?.message ?? outcome.error, value, "events");
  return compareText(outcome, value["error"]);
}

function compareText(outcome: Outcome & { kind: "failed" }, told: Json | undefined): Comparison {
  const message = outcome.fault?.message ?? outcome.error;
  const text = typeof message === "string" ? message : JSON.stringify(message);
  if (holds(told, text) || isPythonText(text, told)) return comparison([]);
  if (outcome.fault?.own === false) return comparison([], ["the text of an unexpected exception stays in fal's log"]);
  return differs("the error's text is lost", message, told, "error");
}

function valueOf(content: Content): Json {
  return "json" in content ? content.json : content.text;
}

function isSame(old: Json, fresh: Json, pair: Pair): boolean {
  const values = new ValueComparison(evidenceOf(pair));
  values.compare(old, fresh);
  return values.differences.length === 0;
}
