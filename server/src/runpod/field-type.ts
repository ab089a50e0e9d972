import type { Literal } from "../python/literals.js";
import { AS_FLOAT, LIST_OF_OBJECTS, LOOKED_AT, SOME_NUMBER } from "./types.js";

/** The signs that tell the type of a field. */
export interface Hints {
  readonly types: ReadonlySet<string>;
  readonly cast: string | undefined;
  /** The author answers a value that cannot be cast. */
  readonly isGuarded: boolean;
  readonly defaults: readonly (Literal | undefined)[];
  readonly samples: readonly unknown[];
}

/** The type that all hints agree on; `Any` where they do not, because a wrong guess would refuse good input. */
export function decideType(key: string, hints: Hints): string {
  const names = new Set<string>();
  for (const literal of hints.defaults) if (literal !== undefined) addKind(names, literal.kind);
  for (const sample of hints.samples) addSample(names, sample);
  if (hints.cast === "int" || hints.cast === "float") return numberCast(hints.cast, names, hints.isGuarded);
  if (hints.cast === "bool") return [...names].every((name) => name === "bool") ? "bool" : "Any";
  if (hints.cast === "str" && !hints.types.has("str") && !names.has("str")) return "str | int | float";
  if (hints.types.has(LIST_OF_OBJECTS)) return listOfObjects(names, hints.types);
  addAsked(names, hints.types);
  if (hints.types.has(LOOKED_AT)) return "Any";
  if (names.has("int") && names.has("float")) return withNumber(names, hasFloat(hints) ? "float" : "int | float");
  if (names.size === 0) return TEXT_NAMES.test(key) ? "str" : "Any";
  const order = ["str", "bool", "int", "float", "list", "dict"];
  const listed = order.filter((name) => names.has(name));
  if (listed.join() === "int" && isSampled(hints)) return "int | float";
  return listed.length > 2 || listed.length !== names.size
    ? "Any"
    : listed.map((name) => CONTAINER[name] ?? name).join(" | ");
}

/** A whole number in a sample alone does not say that every caller sends one. */
function isSampled({ defaults, types, samples }: Hints): boolean {
  const isSaid = defaults.some((literal) => literal?.kind === "int") || types.has("int");
  return !isSaid && samples.some((sample) => typeof sample === "number");
}

/** A list whose items are asked for keys, where nothing speaks against it: a default that is a text, say. */
export function listOfObjects(names: ReadonlySet<string>, asked: ReadonlySet<string>): string {
  return [...names, ...asked].every((name) => name === "list" || name === LIST_OF_OBJECTS) ? LIST_OF_OBJECTS : "Any";
}

/** A float is stated where a default or a sample is one; else an integer must stay one. */
function hasFloat({ defaults, samples }: Hints): boolean {
  return (
    defaults.some((literal) => literal?.kind === "float") ||
    samples.some((sample) => typeof sample === "number" && !Number.isInteger(sample))
  );
}

function withNumber(names: Set<string>, number: string): string {
  return names.size === 2 ? number : "Any";
}

/** Names that hold text in every worker: a prompt or an address reaches a library that says nothing of its type. */
const TEXT_NAMES = /^(?:(?:negative_|system_)?prompt|text|.*_(?:url|base64|b64)|url)$/;

const CONTAINER: Readonly<Record<string, string | undefined>> = { list: "list[Any]", dict: "dict[str, Any]" };

function numberCast(cast: "int" | "float", names: ReadonlySet<string>, isGuarded: boolean): string {
  const strange = [...names].some((name) => name !== "int" && name !== "float" && name !== "str");
  // The author's own answer to what is no number must be reached.
  return strange ? "Any" : isGuarded ? "int | float | str" : cast;
}

export function typeOfLiteral(literal: Literal | undefined): string {
  const names = new Set<string>();
  if (literal !== undefined) addKind(names, literal.kind);
  const [name] = names;
  return name === undefined || name === "bytes" ? "Any" : (CONTAINER[name] ?? name);
}

function addKind(names: Set<string>, kind: Literal["kind"]): void {
  if (kind === "none") return;
  names.add(kind === "tuple" || kind === "set" ? "list" : kind);
}

/** Some number is an integer or a float unless something says which; a float beside an integer is either. */
function addAsked(names: Set<string>, asked: ReadonlySet<string>): void {
  for (const name of asked) if (name !== SOME_NUMBER && name !== AS_FLOAT) names.add(name);
  if (asked.has(AS_FLOAT) && names.has("int")) names.add("float");
  if (!asked.has(SOME_NUMBER) || names.has("int") || names.has("float")) return;
  names.add("int").add("float");
}

function addSample(names: Set<string>, sample: unknown): void {
  if (sample === null || sample === undefined) return;
  if (typeof sample === "number") names.add(Number.isInteger(sample) ? "int" : "float");
  else if (typeof sample === "boolean") names.add("bool");
  else if (typeof sample === "string") names.add("str");
  else names.add(Array.isArray(sample) ? "list" : "dict");
}
