import type { InputField } from "../../../server/src/proof/input-schema.js";
import type { Json, JsonObject } from "../../../server/src/proof/json.js";
import type { Choices } from "./choices.js";

/** What a field's values are. */
export type Kind = "text" | "number" | "count" | "flag" | "list" | "object";

export interface Field {
  readonly key: string;
  readonly kind: Kind;
  /** A Python name that could hold its value. */
  readonly variable: string;
  /** Python literals that an author would give it by default. */
  readonly fallback: string;
  readonly sample: Json;
}

interface KindOfField {
  readonly keys: readonly string[];
  readonly fallbacks: readonly string[];
  readonly sample: Json;
  readonly schema: JsonObject;
  readonly annotation: string;
}

/** The odd keys are keywords of Python, names of pydantic's, of fal's and of the job's own. */
const kinds: Readonly<Record<Kind, KindOfField>> = {
  text: {
    keys: ["prompt", "text", "name", "query", "type", "from", "id", "input", "model_name", "Image-URL"],
    fallbacks: ['"hello"', '""', "None", '"a cat, sitting"'],
    sample: "hello there",
    schema: { type: "string" },
    annotation: "str",
  },
  number: {
    keys: ["temperature", "scale", "strength", "top_p", "guidance-scale"],
    fallbacks: ["0.7", "1.0", "1", "None", "-0.5"],
    sample: 1.5,
    schema: { type: "number" },
    annotation: "float",
  },
  count: {
    keys: ["steps", "n", "width", "max_tokens", "copy"],
    fallbacks: ["3", "1", "0", "2 * 2", "None"],
    sample: 3,
    schema: { type: "integer" },
    annotation: "int",
  },
  flag: {
    keys: ["verbose", "upscale", "stream", "return"],
    fallbacks: ["False", "True"],
    sample: true,
    schema: { type: "boolean" },
    annotation: "bool",
  },
  list: {
    keys: ["items", "tags", "messages", "values"],
    fallbacks: ["[]", '["a", "b"]', "None"],
    sample: ["b", "a"],
    schema: { type: "array" },
    annotation: "list",
  },
  object: {
    keys: ["options", "settings", "json", "schema"],
    fallbacks: ["{}", "None", '{"a": 1}'],
    sample: { a: 2, b: "x" },
    schema: { type: "object" },
    annotation: "dict",
  },
};

const keywords = new Set(["from", "return", "id", "input", "type", "copy", "json", "items", "values", "schema"]);

/** One to four fields of a worker's input. */
export function chooseFields(choices: Choices): readonly Field[] {
  const count = choices.pick("fields", [1, 2, 3, 4, 2, 3]);
  const names = Object.keys(kinds) as Kind[];
  const fields = Array.from({ length: count }, (_, index) => {
    const kind = choices.pick(`field.${String(index)}.kind`, [...names, "text", "number", "count"] as Kind[]);
    return fieldOf(choices, String(index), kind);
  });
  return [...new Map(fields.map((field) => [field.key, field])).values()];
}

function fieldOf(choices: Choices, place: string, kind: Kind): Field {
  const { keys, fallbacks, sample } = kinds[kind];
  const key = choices.pick(`field.${place}.key`, keys);
  const fallback = choices.pick(`field.${place}.fallback`, fallbacks);
  return { key, kind, fallback, sample, variable: variableFor(key) };
}

function variableFor(key: string): string {
  const name = key.toLowerCase().replace(/\W/g, "_");
  return keywords.has(name) ? `the_${name}` : name;
}

export function annotationOf(field: Field): string {
  return kinds[field.kind].annotation;
}

/** The field as an app's own description would show it, for the inputs that are made of it. */
export function inputFieldOf({ key, kind }: Field): InputField {
  return { name: key, schema: kinds[kind].schema, required: false };
}
