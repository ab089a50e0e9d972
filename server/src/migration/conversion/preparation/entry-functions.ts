import { lineEnding } from "../../../python/lines.js";
import { mentionsOf, parametersOf } from "../../../python/functions.js";
import { isAsync } from "../../../python/queries.js";
import { findStartCalls } from "../../../runpod/start-calls.js";
import type { ReadText } from "./read-text.js";

/**
 * Calls the function that starts the worker where nothing in the file does: another file, or the command that the image
 * runs, calls it, and what it does before the start belongs to `setup()`.
 */
export function callEntryFunction(source: string, read: ReadText): string {
  const module = source.includes(".start(") ? read(source) : undefined;
  const entry = module === undefined ? undefined : findStartCalls(module)[0]?.enclosing;
  if (module === undefined || entry?.type !== "function_definition" || entry.parent !== module.root) return source;
  const isCallable = parametersOf(entry).every((parameter) => parameter.default !== undefined) && !isAsync(entry);
  const name = entry.field("name")?.text;
  if (!isCallable || name === undefined || mentionsOf(module, entry).length > 0) return source;
  const newline = lineEnding(source);
  return `${source.trimEnd()}${newline}${newline}${newline}${name}()${source.endsWith("\n") ? newline : ""}`;
}
