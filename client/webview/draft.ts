import type { Control, Endpoint, Field, JsonObject, JsonValue } from "./protocol.js";

/**
 * What a person has entered for an endpoint: the very body that will be sent. A field that is not in it is left to
 * the app; keys that the form does not know are kept. Form and JSON text are two views of this one value.
 */
export type Draft = JsonObject;

/** What a form starts with: the sample beside the app, else what its required fields need to be shown at all. */
export function initialDraft({ fields, sample }: Endpoint): Draft {
  if (sample !== undefined) return sample;
  const required = (fields ?? []).filter((field) => field.required);
  return Object.fromEntries(
    required.map((field) => [field.name, initialValue(field)] as const).filter(([, value]) => value !== undefined),
  );
}

/** What a field gets when it is first sent: its default or example, else an empty value of its kind. */
export function initialValue({ default: preset, example, control, nullable }: Field): JsonValue | undefined {
  return preset ?? example ?? EMPTY[control.kind](control) ?? (nullable ? null : undefined);
}

const EMPTY: Readonly<Record<Control["kind"], (control: Control) => JsonValue | undefined>> = {
  text: () => "",
  multiline: () => "",
  number: () => undefined,
  boolean: () => false,
  choice: (control) => (control.kind === "choice" ? control.options[0] : undefined),
  file: () => undefined,
  json: () => undefined,
};

/** The draft with a field set, or left out. */
export function withField(draft: Draft, name: string, value: JsonValue | undefined): Draft {
  if (value === undefined) return Object.fromEntries(Object.entries(draft).filter(([key]) => key !== name));
  return name in draft
    ? Object.fromEntries(Object.entries(draft).map(([key, old]) => [key, key === name ? value : old]))
    : { ...draft, [name]: value };
}

/** The draft of a JSON text. */
export function draftOf(text: string): Draft | undefined {
  const value = jsonOf(text);
  return value !== undefined && isObject(value) ? value : undefined;
}

export function textOf(value: JsonValue | undefined): string {
  return value === undefined ? "" : JSON.stringify(value, null, 2);
}

/** The value of a JSON text; undefined where it is none. */
export function jsonOf(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Names of required fields that are not there. */
export function missingFields(fields: readonly Field[], draft: Draft): readonly string[] {
  return fields.filter(({ name, required }) => required && draft[name] === undefined).map(({ name }) => name);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
