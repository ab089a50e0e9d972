import { stringValue } from "../python/literals.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import {
  blockOf,
  comparison,
  methodCall,
  positionalArguments,
  statementOf,
  statementsOf,
  subscriptKey,
  terminates,
} from "../python/queries.js";
import { returnsThatPass } from "./checks-of-helpers.js";
import type { FieldContext } from "./input-fields.js";
import type { FieldRead, FieldStore, FlowOrigin, FunctionFlow } from "./job-flow.js";
import { dominates } from "./reaching.js";
import { namesIn } from "./read-shapes.js";

/** Calls of calls that are looked at, so that functions which call each other come to an end. */
const DEEPEST_CALLS = 6;

/**
 * Whether every path to a read has made sure that its key is there: by a guard, or by reading or setting it before. The
 * functions among `flows` that hand the input on may have done so as well.
 */
export function isPresentAt(read: FieldRead, flows: readonly FunctionFlow[] = []): boolean {
  const { flow, node, key } = read;
  const place = { module: flow.module, flows };
  return isStoredBefore(read) || isKeyPresentAt(place, node, key) || isGivenPresent(flow, key, flows, 0);
}

function isGivenPresent(flow: FunctionFlow, key: string, flows: readonly FunctionFlow[], depth: number): boolean {
  const calls = flows.flatMap((caller) =>
    caller.passes.filter(({ target }) => target === flow.definition).map(({ call }) => ({ caller, call })),
  );
  const isGiven = ({ caller, call }: (typeof calls)[number]): boolean =>
    isKeyPresentAt({ module: caller.module, flows }, call, key) || isGivenPresent(caller, key, flows, depth + 1);
  return depth < DEEPEST_CALLS && calls.length > 0 && calls.every(isGiven);
}

/** Whether the code itself has put a value under the key on every path to a read. */
export function isStoredBefore(read: FieldRead): boolean {
  const puts = putsByKey(read.flow).get(read.key) ?? [];
  return puts.some(
    ({ node, isValidated }) =>
      isValidated === read.isValidated && statementOf(node).end <= read.node.start && dominates(node, read.node),
  );
}

type Put = Pick<FieldStore, "key" | "node" | "isValidated">;

const knownPuts = new WeakMap<FunctionFlow, ReadonlyMap<string, readonly Put[]>>();

/** Where a function puts values under the keys of its input: assignments and `setdefault`. */
function putsByKey(flow: FunctionFlow): ReadonlyMap<string, readonly Put[]> {
  const known = knownPuts.get(flow);
  if (known !== undefined) return known;
  const puts: readonly Put[] = [...flow.stores, ...flow.reads.filter(({ form }) => form === "setdefault")];
  const byKey = new Map<string, Put[]>();
  for (const put of puts) byKey.set(put.key, [...(byKey.get(put.key) ?? []), put]);
  knownPuts.set(flow, byKey);
  return byKey;
}

/** Where a read is looked at: the functions to which the input goes may have asked for the key. */
interface Place {
  readonly module: PythonModule;
  readonly flows: readonly FunctionFlow[];
}

function isKeyPresentAt(place: Place, start: PyNode, key: string): boolean {
  let node = start;
  for (let parent = node.parent; parent !== undefined; node = parent, parent = node.parent) {
    if (parent.is("function_definition", "lambda", "class_definition")) return false;
    if (isAssertedBy(parent, node, key)) return true;
    if (
      parent.type === "block" &&
      statementsOf(parent).some((statement) => statement.end <= node.start && assures(place, statement, key))
    ) {
      return true;
    }
  }
  return false;
}

/** The branch of an `if`, a conditional expression or an `and` whose condition says that the key is there. */
function isAssertedBy(parent: PyNode, node: PyNode, key: string): boolean {
  if (parent.is("if_statement", "elif_clause")) {
    const condition = parent.field("condition");
    if (node.fieldName === "consequence") return condition !== undefined && implies(condition, key, true);
    return node.type === "else_clause" && condition !== undefined && implies(condition, key, false);
  }
  if (parent.type === "conditional_expression") {
    const [value, condition, otherwise] = parent.namedChildren;
    if (condition === undefined || node === condition) return false;
    return implies(condition, key, node === value && node !== otherwise);
  }
  if (parent.type !== "boolean_operator" || node.fieldName !== "right") return false;
  const left = parent.field("left");
  return left !== undefined && implies(left, key, parent.field("operator")?.text === "and");
}

/** Whether a condition's being `value` means that the key is there. */
function implies(condition: PyNode, key: string, value: boolean): boolean {
  const node = unparenthesized(condition);
  if (node.type === "not_operator") {
    const argument = node.field("argument");
    return argument !== undefined && implies(argument, key, !value);
  }
  if (node.type === "boolean_operator") {
    const isAnd = node.field("operator")?.text === "and";
    const sides = [node.field("left"), node.field("right")];
    const either = sides.some((side) => side !== undefined && implies(side, key, value));
    return isAnd === value && either;
  }
  const compared = comparison(node);
  if (compared !== undefined) return comparesPresent(compared, key, value);
  return value && (readsKey(node, key) || asksForType(node, key));
}

/** `isinstance(x.get("key"), list)`: of a missing key it is false, for `None` is of none of the types asked for. */
function asksForType(node: PyNode, key: string): boolean {
  const [read, type] = node.field("function")?.text === "isinstance" ? positionalArguments(node) : [];
  if (read === undefined || type === undefined || /\b(?:None|NoneType|object|Optional|Any)\b|type\(/.test(type.text))
    return false;
  const fallback = methodCall(read)?.name === "get" ? positionalArguments(read)[1] : undefined;
  return readsKey(read, key) && (fallback === undefined || fallback.type === "none");
}

function comparesPresent(
  { left, operator, right }: { left: PyNode; operator: string; right: PyNode },
  key: string,
  value: boolean,
): boolean {
  if (stringValue(left) === key && (operator === "in" || operator === "not in")) return (operator === "in") === value;
  if (!readsKey(left, key)) return false;
  if (right.type === "none") return (operator === "is not" || operator === "!=") === value;
  return value && operator === "==";
}

/** `x.get("key")` or `x["key"]`, as a value that is tested. */
function readsKey(node: PyNode, key: string): boolean {
  const method = methodCall(node);
  if (method?.name === "get") {
    const [first, fallback] = positionalArguments(node);
    return stringValue(first) === key && (fallback === undefined || fallback.type === "none" || isFalsy(fallback));
  }
  return subscriptKey(node) === key;
}

function isFalsy(node: PyNode): boolean {
  return ['""', "''", "[]", "{}", "0", "False", "None"].includes(node.text);
}

/** Whether code behind a statement can rely on the key: it leaves when the key is missing, or reads it itself. */
function assures(place: Place, statement: PyNode, key: string): boolean {
  if (statement.type === "if_statement") {
    const condition = statement.field("condition");
    if (condition === undefined || !terminates(statement.field("consequence"))) return false;
    return (
      implies(condition, key, false) ||
      asksForMissing(place.module, condition, key) ||
      isCheckedByHelper(place, condition, key)
    );
  }
  if (statement.type === "for_statement") return loopsOverRequired(place.module, statement, key);
  return statement.is("expression_statement") && readsUnconditionally(statement, key);
}

/** Whether a helper that is given the input lets it pass only where it has seen the key. */
function isCheckedByHelper(place: Place, condition: PyNode, key: string): boolean {
  const passing = returnsThatPass(place.module, condition);
  const isGiven = place.flows.some(({ passes }) => passes.some(({ call }) => call === passing?.call));
  // A helper that calls itself is looked at without its own calls.
  return isGiven && passing?.returns.every((each) => isKeyPresentAt({ ...place, flows: [] }, each, key)) === true;
}

function readsUnconditionally(statement: PyNode, key: string): boolean {
  const value = statement.namedChildren[0];
  const right = value?.type === "assignment" ? value.field("right") : value;
  return right !== undefined && subscriptKey(unparenthesized(right)) === key;
}

/** `for name in ["a", "b"]: if name not in data: return …`. */
function loopsOverRequired(module: PythonModule, loop: PyNode, key: string): boolean {
  const variable = loop.field("left")?.text;
  if (variable === undefined || !namesIn(module, loop.field("right")).includes(key)) return false;
  return statementsOf(loop.field("body")).some((statement) => {
    const condition = statement.type === "if_statement" ? statement.field("condition") : undefined;
    const compared = condition === undefined ? undefined : comparison(unparenthesized(condition));
    return (
      compared?.operator === "not in" && compared.left.text === variable && terminates(statement.field("consequence"))
    );
  });
}

/** `if missing: return …` behind `missing = [name for name in ["a", "b"] if name not in data]`. */
function asksForMissing(module: PythonModule, condition: PyNode, key: string): boolean {
  const name = unparenthesized(condition);
  if (name.type !== "identifier") return false;
  const block = condition.ancestor("block");
  for (const statement of statementsOf(block)) {
    const assignment = statement.namedChildren[0];
    if (statement.start > condition.start || assignment?.field("left")?.text !== name.text) continue;
    const comprehension = assignment.field("right");
    if (comprehension?.type === "list_comprehension" && comprehension.text.includes(" not in ")) {
      const source = comprehension.namedChildren.find((child) => child.type === "for_in_clause")?.field("right");
      if (namesIn(module, source).includes(key)) return true;
    }
  }
  return false;
}

/**
 * Whether every request that gets an answer comes by a place: then a key that is needed there fails each request that
 * lacks it, and the field may be required.
 */
export function isReachedAlways(
  context: FieldContext,
  { flow, node, isChosen = false }: FlowOrigin,
  flows: readonly FunctionFlow[],
  depth = 0,
): boolean {
  const { definition } = flow;
  if (depth > 6 || isChosen || !isUnconditional(context, node, definition)) return false;
  if (answersBefore(context, definition, node)) return false;
  if (definition === context.handler) return true;
  const calls = flows.flatMap((other) =>
    other.passes.filter(({ target }) => target === definition).map(({ call }) => ({ flow: other, node: call })),
  );
  const origins = flow.origin === undefined ? calls : [...calls, flow.origin];
  return origins.some((origin) => isReachedAlways(context, origin, flows, depth + 1));
}

function answersBefore(context: FieldContext, definition: PyNode, node: PyNode): boolean {
  for (const other of definition.walk()) {
    if (other.start >= node.start) return false;
    if (other.is("return_statement", "yield") && other.named && other.end <= node.start && context.isSuccess(other))
      return true;
  }
  return false;
}

const CONDITIONAL = new Set([
  "if_statement",
  "elif_clause",
  "else_clause",
  "while_statement",
  "except_clause",
  "finally_clause",
  "match_statement",
  "lambda",
  "function_definition",
  "list_comprehension",
  "set_comprehension",
  "dictionary_comprehension",
  "generator_expression",
]);

function isUnconditional(context: FieldContext, node: PyNode, definition: PyNode): boolean {
  let child = node;
  for (let parent = node.parent; parent !== undefined && parent !== definition; child = parent, parent = child.parent) {
    if (parent.type === "if_statement" && child.fieldName === "condition") continue;
    if (parent.type === "for_statement" && child.fieldName === "right") continue;
    if (parent.type === "for_statement") return false;
    if (CONDITIONAL.has(parent.type) && !isFirstSource(parent, node)) return false;
    if (parent.type === "boolean_operator" && child.fieldName === "right") return false;
    if (parent.type === "conditional_expression" && child !== parent.namedChildren[1]) return false;
    if (parent.type === "try_statement" && child.fieldName === "body" && answersMissingKey(context, parent))
      return false;
  }
  return true;
}

/** What the first `for` of a comprehension runs over is evaluated in any case. */
function isFirstSource(comprehension: PyNode, node: PyNode): boolean {
  const clause = comprehension.children.find(({ type }) => type === "for_in_clause");
  return clause?.field("right")?.contains(node) === true;
}

/** An `except KeyError` is the author's own answer to a missing field, and so is a broad one that gives an answer. */
function answersMissingKey(context: FieldContext, statement: PyNode): boolean {
  return statement.namedChildren.some((clause) => {
    if (clause.type !== "except_clause") return false;
    const caught = clause.field("value")?.text ?? "";
    if (/\b(?:KeyError|LookupError)\b/.test(caught)) return true;
    return /^$|\b(?:Exception|BaseException|TypeError)\b/.test(caught) && !failsAlways(context, clause);
  });
}

/** Whether an `except` ends in a failure: it raises, or every answer it gives is an error. */
function failsAlways(context: FieldContext, clause: PyNode): boolean {
  const block = blockOf(clause);
  if (!terminates(block)) return false;
  return [...clause.walk()].every(
    (node) => !(node.is("return_statement", "yield") && node.named && context.isSuccess(node)),
  );
}
