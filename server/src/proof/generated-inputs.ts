import type { SourcedInput } from "./input-files.js";
import type { InputField } from "./input-schema.js";
import { isArray, isObject, typeOf, type Json, type JsonObject } from "./json.js";
import { isSubject, likelyValues, withReachableAddresses } from "./likely-values.js";
import { isJob } from "./requests.js";

const mostInputs = 150;
const mixes = 8;

/**
 * Inputs that try what a conversion is likely to get wrong: fields left out, limits and just beyond, other types,
 * unknown keys, odd texts. They vary a sample of the author's where there is one. The same seed gives the same inputs.
 */
export function generatedInputs(
  fields: readonly InputField[],
  samples: readonly SourcedInput[],
  seed: number,
  base: JsonObject = baseInput(fields, samples),
): readonly SourcedInput[] {
  const single = inTurn(fields.map((field) => variations(field, base)));
  const values = [
    {},
    minimal(fields, base),
    base,
    ...single,
    { ...base, an_unknown_key: 1 },
    ...mixed(fields, base, seed),
  ];
  return distinct(values)
    .slice(0, mostInputs)
    .map((value) => ({ value: { input: value }, source: "generated" }));
}

const guesses = 3;

/** Inputs that the worker may answer, the likeliest first: the author's, then guesses at what is required, then at all. */
export function candidateInputs(
  fields: readonly InputField[],
  samples: readonly SourcedInput[],
): readonly JsonObject[] {
  const given = sampleOf(samples);
  const sample = reachableSample(samples);
  const required = fields.filter((field) => field.required);
  const likely = fields.filter((field) => field.required || isSubject(field));
  const guessed = [required, likely, fields].flatMap((some) =>
    Array.from({ length: guesses }, (_, index) => ({ ...filled(some, index), ...sample })),
  );
  return distinct([{ ...filled(required, 0), ...given }, ...guessed]);
}

/** What the work is most likely done on; for workers that answer none of the candidates. */
export function likeliestInput(fields: readonly InputField[], samples: readonly SourcedInput[]): JsonObject {
  const likely = fields.filter((field) => field.required || isSubject(field));
  return { ...filled(likely, 0), ...reachableSample(samples) };
}

function reachableSample(samples: readonly SourcedInput[]): JsonObject {
  const reachable = withReachableAddresses(sampleOf(samples));
  return isObject(reachable) ? reachable : {};
}

/** What the author sends, with everything that they leave out as the model would fill it. */
function baseInput(fields: readonly InputField[], samples: readonly SourcedInput[]): JsonObject {
  return {
    ...filled(
      fields.filter(({ required }) => required),
      0,
    ),
    ...sampleOf(samples),
  };
}

function sampleOf(samples: readonly SourcedInput[]): JsonObject {
  const [sample = {}] = samples.map(({ value }) => (isJob(value) ? (value["input"] ?? null) : value)).filter(isObject);
  return sample;
}

/** Every field with one of its likely values, another in each of several guesses. */
function filled(fields: readonly InputField[], guess: number): JsonObject {
  return Object.fromEntries(
    fields.map((field) => {
      const values = likelyValues(field);
      return [field.name, values[guess % values.length] ?? "a text"];
    }),
  );
}

function minimal(fields: readonly InputField[], base: JsonObject): JsonObject {
  const required = new Set(fields.filter((field) => field.required).map(({ name }) => name));
  return Object.fromEntries(Object.entries(base).filter(([name]) => required.has(name)));
}

function variations(field: InputField, base: JsonObject): readonly JsonObject[] {
  const without = Object.fromEntries(Object.entries(base).filter(([name]) => name !== field.name));
  return [without, ...valuesFor(field).map((value) => ({ ...base, [field.name]: value }))];
}

/** The first of each list, then the second of each: whoever has no time for all has tried every field. */
function inTurn<Value>(lists: readonly (readonly Value[])[]): readonly Value[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat();
}

function valuesFor(field: InputField): readonly Json[] {
  return [...ownValues(field), ...(isArray(field.schema["enum"]) ? field.schema["enum"] : []), ...otherTypes(field)];
}

/** Values of the field's own type, ordinary and odd. */
function ownValues({ schema }: InputField): readonly Json[] {
  const fallback = schema["default"];
  const given = fallback === undefined ? [] : [fallback];
  const values: Readonly<Record<string, readonly Json[]>> = {
    string: ["", "a", "naïve 日本語 🐈", "x".repeat(2_000), "5"],
    integer: [0, 1, -1, 7, ...limits(schema, 1)],
    number: [0, 1, 0.5, -1, ...limits(schema, 0.25)],
    boolean: [true, false],
    array: [[], [1, "a", null]],
    object: [{}, { a: { b: [1] } }],
  };
  return [...given, ...(values[typeName(schema)] ?? ["text", 3, true, ["a"], { a: 1 }])];
}

/** The limits that the model states, and the values just beyond. */
function limits(schema: JsonObject, step: number): readonly number[] {
  const names = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];
  const stated = names.map((name) => schema[name]).filter((value) => typeof value === "number");
  return stated.flatMap((value) => [value - step, value, value + step]);
}

/** One value of every JSON type that the field does not have. */
function otherTypes({ schema }: InputField): readonly Json[] {
  const values: readonly Json[] = ["5", "text", 5, 2.5, true, null, [1], { a: 1 }];
  return values.filter((value) => typeOf(value) !== jsonType(schema["type"]));
}

function typeName(schema: JsonObject): string {
  return typeof schema["type"] === "string" ? schema["type"] : "any";
}

function jsonType(type: Json | undefined): string {
  if (type === "integer" || type === "number") return "number";
  return typeof type === "string" ? type : "any";
}

/** A few inputs in which several fields vary at once. */
function mixed(fields: readonly InputField[], base: JsonObject, seed: number): readonly JsonObject[] {
  const random = sequence(seed);
  return Array.from({ length: fields.length > 1 ? mixes : 0 }, () => {
    const entries = fields.flatMap((field): (readonly [string, Json])[] => {
      const values = ownValues(field);
      const value = values[Math.floor(random() * values.length)];
      return random() < 0.3 || value === undefined ? [] : [[field.name, value]];
    });
    return { ...base, ...Object.fromEntries(entries) };
  });
}

/** Numbers in [0, 1) that depend on the seed alone. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return state / 2 ** 32;
  };
}

function distinct(values: readonly JsonObject[]): readonly JsonObject[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
