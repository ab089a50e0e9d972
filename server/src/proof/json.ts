export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
// A record cannot refer to itself, an interface can.
export interface JsonObject {
  readonly [key: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The name a caller would use for a value's JSON type. */
export function typeOf(value: Json | undefined): string {
  if (value === undefined) return "absent";
  if (value === null) return "null";
  if (isArray(value)) return "array";
  return typeof value;
}

/** A value on one line, cut where it grows long. */
export function brief(value: Json | undefined, length = 120): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
