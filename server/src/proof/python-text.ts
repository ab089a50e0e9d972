import { type Json } from "./json.js";

/** Whether a text is what Python's `str` makes of an object or list: RunPod's SDK does so to errors that are yielded. */
export function isPythonText(text: Json | undefined, value: Json | undefined): boolean {
  if (typeof text !== "string" || typeof value !== "object" || value === null) return false;
  return essence(text) === essence(JSON.stringify(value));
}

/** Letters and digits only: enough to tell `{'a': 1}` from another object. */
function essence(text: string): string {
  return text
    .replace(/\bnull\b/g, "none")
    .replace(/\W/g, "")
    .toLowerCase();
}
