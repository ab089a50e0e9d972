import { bindsOf } from "../python/bindings.js";
import { definitionOf } from "../python/functions.js";
import { literalOf } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import { comparison, isGenerator, returnsIn, terminates, unawaited } from "../python/queries.js";
import { reachingBinds } from "./reaching.js";

/** A question about what a helper gave back, and what it may be where the answer is no. */
interface Question {
  readonly subject: PyNode;
  /** Whether a value that the helper returns makes the answer yes for certain. */
  readonly isYes: (value: PyNode | undefined) => boolean;
}

/** What a helper gave back: all of it, or the part at an index. */
interface Result {
  readonly call: PyNode;
  readonly index: number | undefined;
}

/**
 * The returns of a helper behind which a guard goes on: `ok, message = check(data)` and `if not ok: return …`. Undefined
 * where the condition asks for no helper's result.
 */
export function returnsThatPass(
  module: PythonModule,
  condition: PyNode,
): { readonly call: PyNode; readonly returns: readonly PyNode[] } | undefined {
  const question = questionOf(condition);
  const result = question === undefined ? undefined : resultOf(module, question.subject);
  const callee = result?.call.field("function");
  const helper = callee === undefined ? undefined : definitionOf(module, callee);
  if (question === undefined || result === undefined || helper?.type !== "function_definition") return undefined;
  const body = helper.field("body");
  // A helper that may fall through returns `None`, which no statement shows.
  if (body === undefined || isGenerator(helper) || !terminates(body)) return undefined;
  const returns = returnsIn(helper);
  const passing = returns.filter((statement) => !question.isYes(partOf(statement.namedChildren[0], result.index)));
  return { call: result.call, returns: passing };
}

function questionOf(condition: PyNode): Question | undefined {
  const node = unparenthesized(condition);
  const argument = node.type === "not_operator" ? node.field("argument") : undefined;
  if (argument !== undefined) return { subject: argument, isYes: (value) => truthOf(value) === false };
  const compared = comparison(node);
  if (compared === undefined) return { subject: node, isYes: (value) => truthOf(value) === true };
  const { left, operator, right } = compared;
  if (right.type !== "none") return undefined;
  if (operator === "is") return { subject: left, isYes: (value) => value === undefined || value.type === "none" };
  if (operator !== "is not") return undefined;
  return { subject: left, isYes: (value) => truthOf(value) === true || value?.type === "false" };
}

function resultOf(module: PythonModule, subject: PyNode): Result | undefined {
  const node = unparenthesized(subject);
  if (node.type === "named_expression") return whole(node.field("value"));
  if (node.type !== "identifier") return whole(node);
  const [bind, ...others] = reachingBinds(bindsOf(module.scopes.bindingOf(node)), node);
  if (bind === undefined || others.length > 0) return undefined;
  const holder = bind.parent;
  if (holder?.type === "assignment" && bind.fieldName === "left") return whole(holder.field("right"));
  const assignment = holder?.is("pattern_list", "tuple_pattern") === true ? holder.parent : undefined;
  const found = assignment?.type === "assignment" ? whole(assignment.field("right")) : undefined;
  return found === undefined || holder === undefined
    ? undefined
    : { ...found, index: holder.namedChildren.indexOf(bind) };
}

function whole(value: PyNode | undefined): Result | undefined {
  const inner = value === undefined ? undefined : unparenthesized(value);
  const call = unawaited(inner);
  return call?.type === "call" ? { call, index: undefined } : undefined;
}

/** The part of a returned value that a name is given; the whole where it is not told apart. */
function partOf(value: PyNode | undefined, index: number | undefined): PyNode | undefined {
  if (value === undefined || index === undefined) return value && unparenthesized(value);
  const parts = unparenthesized(value);
  return parts.is("expression_list", "tuple", "list") ? parts.namedChildren[index] : parts;
}

/** Whether a value is true for certain, or false for certain. */
function truthOf(value: PyNode | undefined): boolean | undefined {
  if (value === undefined || value.type === "none") return false;
  if (value.type === "string" && value.namedChildren.some(({ type }) => type === "string_content")) return true;
  if (value.type === "dictionary" && value.namedChildren.some(({ type }) => type === "pair")) return true;
  const literal = literalOf(value);
  if (literal === undefined) return undefined;
  if ("items" in literal) return literal.items.length > 0;
  return "value" in literal ? Boolean(literal.value) : undefined;
}
