import { literalOf, type Literal } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import type { FieldRead, FunctionFlow } from "./job-flow.js";
import { mayBeGivenBefore } from "./mutations.js";
import { showsNumberForm } from "./number-form.js";
import { isPresentAt, isReachedAlways } from "./presence.js";
import type { SchemaRule } from "./schema.js";
import { gatherEvidence } from "./types.js";

/** One field of the input as the worker reads it. */
export interface InputField {
  readonly key: string;
  /** The annotation without `None`. */
  readonly type: string;
  readonly isNullable: boolean;
  readonly isRequired: boolean;
  /** Source of the default; undefined for a required field. */
  readonly default: string | undefined;
  /** The old code casts the number itself, so numeric text is accepted too. */
  readonly isLax: boolean;
  readonly rule: SchemaRule | undefined;
  readonly reads: readonly FieldRead[];
  /** 1-based line of the first read, or of the schema rule. */
  readonly line: number;
}

/** A sample of what callers send, as `test_input.json` and its like hold it. */
export type Sample = Readonly<Record<string, unknown>>;

/** What decides about fields beside the reads themselves. */
export interface FieldContext {
  readonly module: PythonModule;
  readonly handler: PyNode;
  readonly samples: readonly Sample[];
  /** Whether a return statement gives an answer, rather than an error. */
  readonly isSuccess: (node: PyNode) => boolean;
  /** Whether a default expression may stand in the class body of the model. */
  readonly isStableDefault: (node: PyNode) => boolean;
}

/** The fields that the given flows read, in order of their first read, schema rules first. */
export function inferFields(
  context: FieldContext,
  flows: readonly FunctionFlow[],
  rules: readonly SchemaRule[],
): readonly InputField[] {
  const byKey = new Map<string, FieldRead[]>();
  for (const rule of rules) byKey.set(rule.key, []);
  for (const flow of flows) {
    for (const read of flow.reads) {
      const reads = byKey.get(read.key) ?? [];
      reads.push(read);
      byKey.set(read.key, reads);
    }
  }
  const ruleOf = new Map(rules.map((rule) => [rule.key, rule]));
  return [...byKey].map(([key, reads]) => {
    const rule = ruleOf.get(key);
    return rule === undefined ? fieldFromReads(context, key, reads, flows) : fieldFromRule(context, rule, reads);
  });
}

function fieldFromRule(context: FieldContext, rule: SchemaRule, reads: readonly FieldRead[]): InputField {
  return {
    key: rule.key,
    type: rule.type,
    isNullable: rule.isNullable,
    isRequired: rule.isRequired,
    default: rule.default?.source,
    isLax: false,
    rule,
    reads,
    line: context.module.line(reads[0]?.node ?? context.handler),
  };
}

function fieldFromReads(
  context: FieldContext,
  key: string,
  reads: readonly FieldRead[],
  flows: readonly FunctionFlow[],
): InputField {
  const isRequired = reads.some(
    (read) =>
      (read.form === "subscript" || (read.form === "pop" && read.default === undefined)) &&
      read.origin === "input" &&
      !read.isValidated &&
      !isAskedBefore(reads, read) &&
      !mayBeGivenBefore(read, flows) &&
      isReachedAlways(context, read, flows),
  );
  const defaults = reads.flatMap((read) => (read.default === undefined ? [] : [read.default]));
  const agreed = isRequired ? undefined : agreedDefault(context, reads);
  const literal = literalOf(agreed);
  const { types, cast } = gatherEvidence(context.module, reads);
  const samples = context.samples.map((sample) => sample[key]);
  const decided = decideType(key, { types, cast, defaults: defaults.map(literalOf), samples, isRequired });
  const type = decided === "float" && cast === undefined && isShown(context, reads) ? "int | float" : decided;
  const isNone = agreed === undefined || literal?.kind === "none";
  return {
    key,
    type,
    isNullable: type !== "Any" && ((!isRequired && isNone) || samples.includes(null)),
    isRequired,
    default: isRequired ? undefined : isNone ? "None" : agreed.text,
    isLax: (cast === "int" || cast === "float") && (type === "int" || type === "float"),
    rule: undefined,
    reads,
    line: context.module.line(reads[0]?.node ?? context.handler),
  };
}

/** A `float` of pydantic's makes 7 to 7.0: not where the answer would show it. */
function isShown({ module }: FieldContext, reads: readonly FieldRead[]): boolean {
  return reads.some((read) => read.form !== "has" && showsNumberForm(module, read.node));
}

/** A key that is asked for by `get` or `in` first may be missing: the code has an answer of its own to that. */
function isAskedBefore(reads: readonly FieldRead[], read: FieldRead): boolean {
  return reads.some((other) => (other.form === "get" || other.form === "has") && other.node.start < read.node.start);
}

/** The default that every read agrees on: the one all `.get` calls name. */
function agreedDefault(context: FieldContext, reads: readonly FieldRead[]): PyNode | undefined {
  const fallbacks = reads.filter((read) => read.form === "get" || (read.form === "pop" && read.default !== undefined));
  const [first, ...others] = fallbacks;
  const source = first?.default;
  if (source === undefined || !context.isStableDefault(source)) return undefined;
  const isAgreed = others.every((read) => read.default?.text === source.text);
  const isBare = reads.some((read) => read.form === "subscript" && !isPresentAt(read));
  return isAgreed && !isBare ? source : undefined;
}

interface Hints {
  readonly types: ReadonlySet<string>;
  readonly cast: string | undefined;
  readonly defaults: readonly (Literal | undefined)[];
  readonly samples: readonly unknown[];
  readonly isRequired: boolean;
}

/** The type that all hints agree on; `Any` where they do not, because a wrong guess would refuse good input. */
function decideType(key: string, hints: Hints): string {
  const names = new Set<string>();
  for (const literal of hints.defaults) if (literal !== undefined) addKind(names, literal.kind);
  for (const sample of hints.samples) addSample(names, sample);
  if (hints.cast === "int" || hints.cast === "float") return numberCast(hints.cast, names);
  if (hints.cast === "bool") return [...names].every((name) => name === "bool") ? "bool" : "Any";
  if (hints.cast === "str" && !hints.types.has("str") && !names.has("str")) return "str | int | float";
  addAsked(names, hints.types);
  if (hints.types.has("isinstance")) return "Any";
  if (names.has("int") && names.has("float")) return withNumber(names, hasFloat(hints) ? "float" : "int | float");
  if (names.size === 0) return TEXT_NAMES.test(key) ? "str" : "Any";
  const order = ["str", "bool", "int", "float", "list", "dict"];
  const listed = order.filter((name) => names.has(name));
  return listed.length > 2 || listed.length !== names.size
    ? "Any"
    : listed.map((name) => CONTAINER[name] ?? name).join(" | ");
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

function numberCast(cast: "int" | "float", names: ReadonlySet<string>): string {
  const strange = [...names].some((name) => name !== "int" && name !== "float" && name !== "str");
  return strange ? "Any" : cast;
}

function addKind(names: Set<string>, kind: Literal["kind"]): void {
  if (kind === "none") return;
  names.add(kind === "tuple" || kind === "set" ? "list" : kind);
}

function addAsked(names: Set<string>, asked: ReadonlySet<string>): void {
  const isNumber = asked.has("int") && asked.has("float");
  const known = names.has("int") || names.has("float");
  for (const name of asked) {
    if (isNumber && known && (name === "int" || name === "float")) continue;
    names.add(name);
  }
}

function addSample(names: Set<string>, sample: unknown): void {
  if (sample === null || sample === undefined) return;
  if (typeof sample === "number") names.add(Number.isInteger(sample) ? "int" : "float");
  else if (typeof sample === "boolean") names.add("bool");
  else if (typeof sample === "string") names.add("str");
  else names.add(Array.isArray(sample) ? "list" : "dict");
}
