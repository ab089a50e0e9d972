import type { InputField } from "./input-schema.js";
import { isArray, isObject, type Json } from "./json.js";

/** A small PNG and a short WAV: what code that decodes pictures and sounds gets past its first lines with. */
const picture = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mM4UaGBFTEMLQkAUtVaASL5fhoAAAAASUVORK5CYII=";
const sound = "UklGRjQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YRAAAABAH8DgQB/A4EAfwOBAH8Dg";

/** The host that both sides find in place of the network; see `web.py`. */
export const inputsHost = "http://inputs.test";

const kinds = {
  sound: [`${inputsHost}/sound.wav`, sound],
  video: [`${inputsHost}/video.mp4`],
  picture: [`${inputsHost}/picture.png`, picture, `data:image/png;base64,${picture}`],
  text: [`${inputsHost}/data.json`],
} as const;

const encoded = /b64|base64/i;
const address = /ur[li](s|$|_)|link|href/i;

/** What names say about values. Inputs are guesses, and nothing but inputs depends on these. */
const names: readonly (readonly [RegExp, readonly Json[]])[] = [
  [/audio|sound|voice|speech|song|wav|mp3/i, kinds.sound],
  [/video|movie|mp4/i, kinds.video],
  [/image|img|picture|photo|mask|face|portrait/i, kinds.picture],
  [address, kinds.picture],
  [encoded, [picture]],
  [/messages/i, [[{ role: "user", content: "a text" }]]],
  [/^(is|has|use|enable|do|return|with)_/i, [true]],
  [/steps|num|count|width|height|seed|size|max|min|length|scale|strength|temperature|top_|fps|duration/i, [2, 0.5]],
];

const byType: Readonly<Record<string, readonly Json[]>> = {
  string: ["a text"],
  integer: [2],
  number: [1.5],
  boolean: [true],
  array: [[], ["a text"]],
  object: [{}, { text: "a text" }],
};

/** Whether a field is likely to be what the work is done on, though the model can do without it. */
export function isSubject({ name }: InputField): boolean {
  return (
    /prompt|text|query|question|sentence/i.test(name) || namedValues(name).some((value) => typeof value === "string")
  );
}

/** What an author may have meant by a field, the likeliest first: its type, its limits and its name tell. */
export function likelyValues({ name, schema }: InputField): readonly Json[] {
  const [fallback, choices, low] = [schema["default"], schema["enum"], schema["minimum"]];
  if (fallback !== undefined && fallback !== null && fallback !== "") return [fallback];
  if (isArray(choices) && choices.length > 0) return choices;
  const type = typeof schema["type"] === "string" ? schema["type"] : "any";
  if ((type === "integer" || type === "number") && typeof low === "number") return [low];
  const named = namedValues(name).filter((value) => type === "any" || jsonType(value) === type);
  if (type === "array") return [...namedValues(name).map((value) => [value]), ...(byType["array"] ?? [])];
  return [...named, ...(byType[type] ?? ["a text", 2, ["a text"], { text: "a text" }])];
}

/** Values for a name; of a picture's address and its bytes, the one first that the name speaks of. */
function namedValues(name: string): readonly Json[] {
  const [, values = []] = names.find(([pattern]) => pattern.test(name)) ?? [];
  if (!encoded.test(name)) return values;
  return [...values.filter((value) => !isAddress(value)), ...values.filter(isAddress)];
}

function isAddress(value: Json): boolean {
  return typeof value === "string" && value.startsWith(inputsHost);
}

function jsonType(value: Json): string {
  if (isArray(value)) return "array";
  if (isObject(value)) return "object";
  return typeof value;
}

/** The same value with every address on the web replaced by one that is there without a network. */
export function withReachableAddresses(value: Json): Json {
  if (typeof value === "string") return /^https?:\/\//.test(value) ? reachable(value) : value;
  if (isArray(value)) return value.map(withReachableAddresses);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withReachableAddresses(entry)]));
}

function reachable(url: string): string {
  const extension = /\.(wav|mp3|flac|ogg|mp4|json|txt|zip)(\?|$)/i.exec(url)?.[1]?.toLowerCase() ?? "png";
  return `${inputsHost}/file.${extension}`;
}
