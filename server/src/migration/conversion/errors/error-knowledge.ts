import type { PythonModule } from "../../../python/module.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { comparison, methodCall, positionalArguments, subscriptKey, terminates } from "../../../python/queries.js";
import { stringValue } from "../../../python/literals.js";

/**
 * What the conditions around a place say of the `error` in a variable there: that the key is there, that its value is
 * not `None`, that it is truthy, or that the variable itself is (a helper that answers `None` where all is well); or
 * that this is not so.
 */
export interface ErrorKnowledge {
  readonly isError: boolean;
  readonly by: "key" | "not-none" | "truth" | "variable";
}

/** What is known of the error in a variable that a statement uses. */
export function errorKnowledge(module: PythonModule, variable: PyNode, statement: PyNode): ErrorKnowledge | undefined {
  const references = module.scopes.bindingOf(variable)?.references ?? [];
  const changes = references.filter(({ node, role }) => role === "bind" || isErrorStore(node));
  const isSettled = (condition: PyNode): boolean =>
    !changes.some(({ node }) => condition.start < node.start && node.start < statement.start);
  for (const [condition, isTrue] of conditionsBefore(statement)) {
    const known = isSettled(condition) ? (isTrue ? whenTrue : whenFalse)(condition, variable.text) : undefined;
    if (known !== undefined) return known;
  }
  return undefined;
}

function isErrorStore({ parent }: PyNode): boolean {
  return parent?.type === "subscript" && parent.fieldName === "left" && subscriptKey(parent) === "error";
}

/** The conditions that are decided where a statement runs, the nearest first, and how. */
function* conditionsBefore(statement: PyNode): Generator<readonly [PyNode, boolean], void, undefined> {
  let child = statement;
  for (let node = statement.parent; node !== undefined; child = node, node = node.parent) {
    if (node.is("function_definition", "lambda")) return;
    if (node.is("if_statement", "elif_clause") && child.fieldName === "consequence") yield* conditionOf(node, true);
    if (node.type === "if_statement" && child.fieldName === "alternative")
      for (const before of [node, ...node.fields("alternative")])
        if (before.start < child.start) yield* conditionOf(before, false);
    if (node.type === "block") yield* conditionsAbove(node, child);
  }
}

/** `if "error" in result: return …` says of what stands below it that there was none. */
function* conditionsAbove(block: PyNode, child: PyNode): Generator<readonly [PyNode, boolean], void, undefined> {
  for (const sibling of block.namedChildren) {
    if (sibling.start >= child.start) return;
    const leaves = sibling.type === "if_statement" && terminates(sibling.field("consequence"));
    if (leaves) yield* conditionOf(sibling, false);
  }
}

function* conditionOf(clause: PyNode, isTrue: boolean): Generator<readonly [PyNode, boolean], void, undefined> {
  const condition = clause.field("condition");
  if (condition !== undefined) yield [condition, isTrue];
}

function whenTrue(condition: PyNode, name: string): ErrorKnowledge | undefined {
  const node = unparenthesized(condition);
  if (node.type === "not_operator") return ofArgument(node, name, whenFalse);
  if (node.type !== "boolean_operator") return ofQuestion(node, name);
  const known = node.field("operator")?.text === "and" ? node.namedChildren.map((part) => whenTrue(part, name)) : [];
  return known.find((one) => one !== undefined && one.by !== "variable") ?? known.find((one) => one !== undefined);
}

function whenFalse(condition: PyNode, name: string): ErrorKnowledge | undefined {
  const node = unparenthesized(condition);
  if (node.type === "not_operator") return ofArgument(node, name, whenTrue);
  if (node.type !== "boolean_operator") return opposite(ofQuestion(node, name));
  const parts = node.namedChildren;
  if (node.field("operator")?.text === "or") return parts.map((part) => whenFalse(part, name)).find(Boolean);
  // `isinstance(result, dict) and "error" in result`: what is no dictionary holds no error either.
  const questions = parts.filter((part) => !isAboutForm(part, name));
  return questions.length === 1 && questions[0] !== undefined ? whenFalse(questions[0], name) : undefined;
}

function ofArgument(node: PyNode, name: string, of: typeof whenTrue): ErrorKnowledge | undefined {
  const argument = node.field("argument");
  return argument === undefined ? undefined : of(argument, name);
}

function ofQuestion(node: PyNode, name: string): ErrorKnowledge | undefined {
  if (node.type === "identifier" && node.text === name) return { isError: true, by: "variable" };
  if (isErrorOf(node, name)) return { isError: true, by: "truth" };
  const compared = comparison(node);
  if (compared === undefined) return undefined;
  const isNegated = compared.operator.includes("not");
  const isMembership = /^(?:not )?in$/.test(compared.operator) && stringValue(compared.left) === "error";
  if (isMembership && compared.right.text === name) return { isError: !isNegated, by: "key" };
  if (!/^is(?: not)?$/.test(compared.operator) || compared.right.type !== "none") return undefined;
  if (compared.left.text === name) return { isError: isNegated, by: "variable" };
  return isErrorOf(compared.left, name) ? { isError: isNegated, by: "not-none" } : undefined;
}

/** `result["error"]`, `result.get("error")`. */
function isErrorOf(node: PyNode, name: string): boolean {
  if (node.type === "subscript") return node.field("value")?.text === name && subscriptKey(node) === "error";
  const method = methodCall(node);
  const [key, fallback] = method?.name === "get" ? positionalArguments(node) : [];
  const isEmpty = fallback === undefined || fallback.is("none", "false") || /^(?:""|'')$/.test(fallback.text);
  return method?.receiver.text === name && stringValue(key) === "error" && isEmpty;
}

function isAboutForm(node: PyNode, name: string): boolean {
  return node.text === name || (node.type === "call" && node.text.replace(/\s/g, "").startsWith(`isinstance(${name},`));
}

function opposite(known: ErrorKnowledge | undefined): ErrorKnowledge | undefined {
  return known === undefined ? undefined : { ...known, isError: !known.isError };
}
