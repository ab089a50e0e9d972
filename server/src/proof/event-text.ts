import { createParser } from "eventsource-parser";
import type { Json } from "./json.js";

/** Whether a chunk already is the text of server-sent events. */
export function isEventText(chunk: string): boolean {
  return /^(data|event|id|retry)?:/.test(chunk) && chunk.includes("\n");
}

/** The data of every event in a text, as JSON where it is JSON. */
export function eventsOf(text: string): readonly Json[] {
  const events: Json[] = [];
  const parser = createParser({ onEvent: (event) => events.push(parsed(event.data)) });
  parser.feed(text);
  return events;
}

function parsed(data: string): Json {
  try {
    return JSON.parse(data) as Json;
  } catch {
    return data;
  }
}
