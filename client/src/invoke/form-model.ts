import type { Control, Field, FileForm, FileMedia, JsonValue } from "../../webview/protocol.js";
import { asSchema, resolve, type Schema } from "./schema.js";

/** The fields of a form for an input model, in its own order. Undefined where the schema names no fields. */
export function formFields(schema: Schema, root: Schema): readonly Field[] | undefined {
  const model = resolve(schema, root).schema;
  const properties = asSchema(model["properties"]);
  if (properties === undefined) return undefined;
  const required = strings(model["required"]);
  return ordered(Object.keys(properties), strings(model["x-fal-order-properties"])).map((name) =>
    fieldOf(name, asSchema(properties[name]) ?? {}, required.includes(name), root),
  );
}

/** fal lists the order beside the model, since JSON objects have none. */
function ordered(names: readonly string[], order: readonly string[]): readonly string[] {
  return [...order.filter((name) => names.includes(name)), ...names.filter((name) => !order.includes(name))];
}

function fieldOf(name: string, property: Schema, required: boolean, root: Schema): Field {
  const { schema, nullable } = resolve(property, root);
  const examples = schema["examples"];
  return {
    name,
    label: typeof schema["title"] === "string" && !isModel(schema) ? schema["title"] : titleOf(name),
    description: typeof schema["description"] === "string" && !isModel(schema) ? schema["description"] : undefined,
    required,
    nullable,
    control: controlFor(name, schema),
    default: property["default"] as JsonValue | undefined,
    example: Array.isArray(examples) ? (examples[0] as JsonValue | undefined) : undefined,
  };
}

/** A model inside a model has a title and a description of its own, which say nothing about the field. */
function isModel(schema: Schema): boolean {
  return schema["type"] === "object" && "properties" in schema;
}

function titleOf(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

type ControlOf = (name: string, schema: Schema) => Control | undefined;

/** The first that answers. */
const CONTROLS: readonly ControlOf[] = [choice, fileObject, boolean, number, fileText, text];

function controlFor(name: string, schema: Schema): Control {
  for (const control of CONTROLS) {
    const found = control(name, schema);
    if (found !== undefined) return found;
  }
  return { kind: "json" };
}

function choice(_: string, schema: Schema): Control | undefined {
  if ("const" in schema) return { kind: "choice", options: [schema["const"] as JsonValue] };
  const options = schema["enum"];
  return Array.isArray(options) ? { kind: "choice", options: options as JsonValue[] } : undefined;
}

function boolean(_: string, { type }: Schema): Control | undefined {
  return type === "boolean" ? { kind: "boolean" } : undefined;
}

function number(_: string, schema: Schema): Control | undefined {
  const { type } = schema;
  if (type !== "integer" && type !== "number") return undefined;
  const limits = numbers(schema, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"]);
  const step = schema["multipleOf"];
  return { kind: "number", integer: type === "integer", ...limits, ...(typeof step === "number" ? { step } : {}) };
}

/** fal's own models of files say what they are in `ui`. */
function fileObject(_: string, schema: Schema): Control | undefined {
  const properties = asSchema(schema["properties"]);
  if (properties === undefined || !("url" in properties) || !("content_type" in properties)) return undefined;
  const media = asSchema(schema["ui"])?.["field"];
  return { kind: "file", media: isMedia(media) ? media : "file", form: "object" };
}

const MEDIA_NAMES: readonly (readonly [pattern: RegExp, media: FileMedia])[] = [
  [/(^|_)(image|img|mask|photo|picture|png|jpe?g)s?(_|$)/, "image"],
  [/(^|_)(audio|sound|speech|voice|wav|mp3|recording)(_|$)/, "audio"],
  [/(^|_)(video|clip|mp4)(_|$)/, "video"],
  [/(^|_)file(_|$)/, "file"],
];

/** Words that make a name speak about a file instead of holding it: `image_size`, `num_images`, `audio_format`. */
const ABOUT_FILES =
  /(^|_)(size|width|height|format|type|name|path|id|key|quality|num|count|strength|style|prompt|language|model|mode|preset|gender|index|scale|ratio|title|speed|volume)(_|$)/;

/** A text whose name says that it holds a file, as RunPod's workers like it. */
function fileText(name: string, { type }: Schema): Control | undefined {
  const lower = name.toLowerCase();
  if (type !== "string" || ABOUT_FILES.test(lower)) return undefined;
  const media = MEDIA_NAMES.find(([pattern]) => pattern.test(lower))?.[1] ?? encodedMedia(lower);
  return media === undefined ? undefined : { kind: "file", media, form: formByName(lower) };
}

function encodedMedia(name: string): FileMedia | undefined {
  return /(^|_)(base64|b64)(_|$)/.test(name) ? "file" : undefined;
}

function formByName(name: string): FileForm {
  return /(^|_)(url|uri)s?(_|$)/.test(name) ? "data-uri" : "base64";
}

/** Long texts: prompts, what is read out, lyrics. */
const LONG_TEXT = /prompt|text|lyrics|instruction|message|question|caption|script|code|query|content|story/i;

function text(name: string, schema: Schema): Control | undefined {
  if (schema["type"] !== "string") return undefined;
  const lengths = numbers(schema, ["minLength", "maxLength"]);
  const isShort = lengths.maxLength !== undefined && lengths.maxLength <= 80;
  if (LONG_TEXT.test(name) && !ABOUT_FILES.test(name.replace(/prompt/gi, "")) && !isShort) {
    return { kind: "multiline", ...lengths };
  }
  const pattern = schema["pattern"];
  return { kind: "text", ...lengths, ...(typeof pattern === "string" ? { pattern } : {}) };
}

function numbers<Name extends string>(schema: Schema, names: readonly Name[]): Partial<Record<Name, number>> {
  return Object.fromEntries(
    names.map((name) => [name, schema[name]] as const).filter(([, value]) => typeof value === "number"),
  ) as Partial<Record<Name, number>>;
}

/** The texts of a list that comes from outside. */
export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function isMedia(value: unknown): value is FileMedia {
  return value === "image" || value === "audio" || value === "video" || value === "file";
}
