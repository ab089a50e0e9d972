import { createParser } from "eventsource-parser";
import type { Json } from "./json.js";

/** Whether a chunk already is the text of server-sent events. */
export function isEventText(chunk: string): boolean {
  return /^(data|event|id|retry)?:/.test(chunk) && (chunk.includes("\n") || chunk.startsWith("data:"));
}

/** The data of every event in chunks of event text, as JSON where it is JSON. */
export function eventsOf(chunks: readonly string[]): readonly Json[] {
  const events: Json[] = [];
  const parser = createParser({ onEvent: (event) => events.push(parsed(event.data)) });
  for (const chunk of chunks) parser.feed(isLine(chunk) ? `${chunk}\n\n` : chunk);
  return events;
}

/** A line of event text as an HTTP client reads it: its end, and the empty line behind it, are gone. */
function isLine(chunk: string): boolean {
  return chunk.startsWith("data:") && !chunk.includes("\n");
}

function parsed(data: string): Json {
  try {
    return JSON.parse(data) as Json;
  } catch {
    return data;
  }
}
