import { literalOf, type Literal } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import type { PyNode } from "../python/node.js";
import { certaintyOf, declaredBy, type FieldCertainty } from "./field-confidence.js";
import { fieldDescriptions } from "./field-descriptions.js";
import type { FieldRead, FlowOrigin, FunctionFlow } from "./job-flow.js";
import { comparison, statementOf } from "../python/queries.js";
import { mayBeGivenBefore } from "./mutations.js";
import { showsDeclaredForm, showsNumberForm } from "./number-form.js";
import { isPresentAt, isReachedAlways, isStoredBefore } from "./presence.js";
import type { HandedField, ResolveDefinition } from "./handed-on.js";
import type { ResolveName, SchemaRule } from "./schema.js";
import { decideType, listOfObjects, typeOfLiteral } from "./field-type.js";
import { gatherEvidence, LIST_OF_OBJECTS } from "./types.js";

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
  readonly certainty: FieldCertainty;
  /** What its author says of it, in a docstring or a comment. */
  readonly description?: string;
  /** RunPod's validator refused the key, because its schema does not know it. */
  readonly isOutsideSchema?: boolean;
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
  /** What a name stands for, in whatever file of the workspace. */
  readonly resolveValue: ResolveName;
  /** What a callee names, in whatever file of the workspace. */
  readonly resolveCallee: ResolveDefinition;
}

/** What is known of one key: the reads of it, what a schema says, and what a class or function declares. */
interface Knowledge {
  readonly reads: FieldRead[];
  readonly rule: SchemaRule | undefined;
  readonly declared: HandedField[];
}

/** The fields that the given flows read, in order of their first read, schema rules first. */
export function inferFields(
  context: FieldContext,
  flows: readonly FunctionFlow[],
  rules: readonly SchemaRule[],
  declared: readonly HandedField[],
): readonly InputField[] {
  const known = new Map<string, Knowledge>();
  for (const rule of rules) known.set(rule.key, { reads: [], rule, declared: [] });
  const knowledgeOf = (key: string): Knowledge => {
    const found = known.get(key) ?? { reads: [], rule: undefined, declared: [] };
    known.set(key, found);
    return found;
  };
  for (const flow of flows) {
    for (const read of [...flow.reads, ...flow.named]) knowledgeOf(read.key).reads.push(read);
  }
  for (const field of declared) knowledgeOf(field.key).declared.push(field);
  const descriptions = fieldDescriptions(flows, rules);
  const infer = ([key, { reads, rule, declared: fields }]: readonly [string, Knowledge]): InputField => {
    if (rule !== undefined) return fieldFromRule(context, rule, reads);
    const [field] = fields;
    if (field !== undefined && reads.length === 0) return fieldFromDeclaration(context, field, flows);
    return fieldFromReads(context, key, reads, flows, field);
  };
  return [...known].map((entry) => {
    const description = descriptions.get(entry[0]);
    return description === undefined ? infer(entry) : { ...infer(entry), description };
  });
}

function fieldFromRule(context: FieldContext, rule: SchemaRule, reads: readonly FieldRead[]): InputField {
  return {
    key: rule.key,
    type: rule.type === "list" ? typeOfItems(reads) : rule.type,
    isNullable: rule.isNullable,
    isRequired: rule.isRequired,
    default: rule.default?.source,
    isLax: false,
    rule,
    certainty: declaredBy("schema", rule.type),
    reads,
    line: context.module.line(reads[0]?.node ?? context.handler),
  };
}

/** A schema says no more of a list than that it is one; the code may ask its items for keys. */
function typeOfItems(reads: readonly FieldRead[]): string {
  const { types } = gatherEvidence(beforeStores(reads));
  const isOfObjects = types.has(LIST_OF_OBJECTS) && listOfObjects(new Set(), types) === LIST_OF_OBJECTS;
  return isOfObjects ? LIST_OF_OBJECTS : "list";
}

/** A key that only a class or a parameter tells of. */
function fieldFromDeclaration(context: FieldContext, field: HandedField, flows: readonly FunctionFlow[]): InputField {
  const isRequired =
    field.isRequired && !isAnyKeyAskedBefore(field.origin) && isReachedAlways(context, field.origin, flows);
  const stated = field.default === undefined ? undefined : defaultSource(context, field.module, field.default);
  const source = isRequired ? undefined : (stated?.text ?? "None");
  const guessed = field.type === "Any" && stated !== undefined ? typeOfLiteral(stated.literal) : field.type;
  const isNumber = guessed === "float" && !field.isConverted;
  return {
    key: field.key,
    type:
      isNumber && showsDeclaredForm(field.module, field.node, field.key, context.resolveCallee)
        ? "int | float"
        : guessed,
    isNullable: field.isNullable || source === "None",
    isRequired,
    default: source,
    isLax: field.isConverted && /\b(?:int|float|bool)\b/.test(field.type),
    rule: undefined,
    certainty: declaredBy("declaration", guessed),
    reads: [],
    line: context.module.line(context.handler),
  };
}

/** `for name in required: if name not in data`: the worker has a guard of its own for keys that are missing. */
function isAnyKeyAskedBefore({ flow, node }: FlowOrigin): boolean {
  return flow.wholes.some(({ node: mention }) => {
    const question = mention.parent === undefined ? undefined : comparison(mention.parent);
    const isMembership = question?.right === mention && /^(?:not )?in$/.test(question.operator);
    return isMembership && mention.start < node.start;
  });
}

function fieldFromReads(
  context: FieldContext,
  key: string,
  reads: readonly FieldRead[],
  flows: readonly FunctionFlow[],
  declared: HandedField | undefined,
): InputField {
  const sent = reads.filter((read) => !isStoredBefore(read));
  const isRequired = sent.some(
    (read) =>
      (read.form === "subscript" || (read.form === "pop" && read.default === undefined)) &&
      read.origin === "input" &&
      read.isCertain &&
      !read.isValidated &&
      !isAskedBefore(sent, read) &&
      !mayBeGivenBefore(read, flows) &&
      isReachedAlways(context, read, flows),
  );
  const defaults = sent.flatMap((read) => (read.default === undefined ? [] : [literalIn(context, read)]));
  const agreed = isRequired ? undefined : agreedDefault(context, sent);
  const { types, cast, isGuarded } = gatherEvidence(beforeStores(sent));
  const samples = context.samples.map((sample) => sample[key]);
  const decided = decideType(key, { types, cast, isGuarded, defaults, samples });
  const type = decided === "float" && cast === undefined && isShown(context, reads) ? "int | float" : decided;
  const isNone = agreed === undefined || agreed.literal?.kind === "none";
  return {
    key,
    type: type === "Any" && declared !== undefined ? declared.type : type,
    isNullable: type !== "Any" && ((!isRequired && isNone) || samples.includes(null)),
    isRequired,
    default: isRequired ? undefined : isNone ? "None" : agreed.text,
    isLax: (cast === "int" || cast === "float") && (type === "int" || type === "float"),
    rule: undefined,
    certainty:
      type === "Any" && declared !== undefined
        ? declaredBy("declaration", declared.type)
        : certaintyOf({ types, cast, defaults, samples }, type),
    reads,
    line: context.module.line(reads[0]?.node ?? context.handler),
  };
}

/** A `float` of pydantic's makes 7 to 7.0: not where the answer would show it. */
function isShown({ resolveCallee, module }: FieldContext, reads: readonly FieldRead[]): boolean {
  return reads.some(
    ({ form, flow, node }) => form !== "has" && showsNumberForm(flow.module, node, resolveCallee, module),
  );
}

/** The reads that surely see what the caller sent: what stands behind an assignment to the key may see that. */
function beforeStores(reads: readonly FieldRead[]): readonly FieldRead[] {
  return reads.filter(
    (read) =>
      !read.flow.stores.some(
        ({ key, node }) => key === read.key && node.start < read.node.start && !isInStatement(node, read),
      ),
  );
}

function isInStatement(node: PyNode, read: FieldRead): boolean {
  return statementOf(node).contains(read.node);
}

/** A key that is asked for by `get` or `in` first may be missing: the code has an answer of its own to that. */
function isAskedBefore(reads: readonly FieldRead[], read: FieldRead): boolean {
  return reads.some(
    (other) =>
      (other.form === "get" || other.form === "has") &&
      (other.flow.definition !== read.flow.definition || other.node.start < read.node.start),
  );
}

/** A default as it can stand in the model. */
interface StatedDefault {
  readonly text: string;
  readonly literal: Literal | undefined;
}

/** The default that every read agrees on: the one all `.get` calls name. */
function agreedDefault(context: FieldContext, reads: readonly FieldRead[]): StatedDefault | undefined {
  const fallbacks = reads.filter(
    (read) => read.form === "get" || read.form === "setdefault" || (read.form === "pop" && read.default !== undefined),
  );
  const [first, ...others] = fallbacks.map((read) =>
    read.default === undefined ? undefined : defaultSource(context, read.flow.module, read.default),
  );
  if (first === undefined) return undefined;
  const isAgreed = others.every((other) => other?.text === first.text);
  const isBare = reads.some((read) => read.form === "subscript" && !isPresentAt(read));
  return isAgreed && !isBare ? first : undefined;
}

/** What a default comes to in the worker's own file: itself, or the literal behind a name of another file. */
function defaultSource(context: FieldContext, module: PythonModule, node: PyNode): StatedDefault | undefined {
  if (module === context.module && context.isStableDefault(node)) return { text: node.text, literal: literalOf(node) };
  const value = literalBehind(context, module, node);
  const literal = literalOf(value);
  const isPrintable = value !== undefined && literal !== undefined && !value.text.includes("\n");
  return isPrintable && isJson(literal) ? { text: value.text, literal } : undefined;
}

function literalBehind(context: FieldContext, module: PythonModule, node: PyNode): PyNode | undefined {
  if (!node.is("identifier", "attribute")) return node;
  return context.resolveValue(module, node)?.value;
}

function literalIn(context: FieldContext, read: FieldRead): Literal | undefined {
  return read.default === undefined ? undefined : literalOf(literalBehind(context, read.flow.module, read.default));
}

/** Whether JSON can say a value, so that a model may hold it. */
function isJson(literal: Literal): boolean {
  return !["bytes", "set", "tuple"].includes(literal.kind);
}
