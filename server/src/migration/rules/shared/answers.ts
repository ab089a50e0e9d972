import { stringValue } from "../../../python/literals.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { assignedName, ownNodes, unawaited } from "../../../python/queries.js";

/** A dictionary that a function returns or yields, with its literal keys. */
export interface AnswerDictionary {
  readonly statement: PyNode;
  readonly dictionary: PyNode;
  readonly entries: ReadonlyMap<string, PyNode>;
}

/** The values that a function returns, its nested functions left out. */
export function returnedValues(definition: PyNode): readonly { statement: PyNode; value: PyNode }[] {
  if (definition.type === "lambda") {
    const body = definition.field("body");
    return body === undefined ? [] : [{ statement: body, value: unparenthesized(body) }];
  }
  return valuesOf(definition, "return_statement");
}

export function yieldedValues(definition: PyNode): readonly { statement: PyNode; value: PyNode }[] {
  return valuesOf(definition, "yield");
}

function valuesOf(definition: PyNode, type: string): readonly { statement: PyNode; value: PyNode }[] {
  const body = definition.field("body");
  if (body === undefined) return [];
  return [...ownNodes(body)].flatMap((statement) => {
    const value = statement.type === type && statement.named ? statement.namedChildren[0] : undefined;
    return value === undefined ? [] : [{ statement, value: unparenthesized(value) }];
  });
}

export function returnedDictionaries(definition: PyNode): readonly AnswerDictionary[] {
  return returnedValues(definition).flatMap(toDictionaries);
}

export function yieldedDictionaries(definition: PyNode): readonly AnswerDictionary[] {
  return yieldedValues(definition).flatMap(toDictionaries);
}

/** The dictionaries that a function returns, those included that it gives a name first. */
export function answerDictionaries(definition: PyNode): readonly AnswerDictionary[] {
  return answeredValues(definition).flatMap(toDictionaries);
}

/** The names of the functions whose result a function returns as it is, awaited or under a name. */
export function answeringCalls(definition: PyNode): readonly string[] {
  const values = answeredValues(definition).flatMap(({ value }) => branchesOf(value));
  return values.flatMap((value) => {
    const call = unawaited(value);
    const callee = call?.type === "call" ? call.field("function") : undefined;
    return callee?.type === "identifier" ? [callee.text] : [];
  });
}

/** What a function returns, and what it gave the names that it returns. */
function answeredValues(definition: PyNode): readonly { statement: PyNode; value: PyNode }[] {
  const returned = returnedValues(definition);
  const names = new Set(returned.flatMap(({ value }) => (value.type === "identifier" ? [value.text] : [])));
  return names.size === 0 ? returned : [...returned, ...assignedValues(definition, names)];
}

function assignedValues(definition: PyNode, names: ReadonlySet<string>): { statement: PyNode; value: PyNode }[] {
  return [...ownNodes(definition)].flatMap((statement) => {
    const name = statement.type === "assignment" ? assignedName(statement)?.text : undefined;
    const value = name !== undefined && names.has(name) ? statement.field("right") : undefined;
    return value === undefined ? [] : [{ statement, value: unparenthesized(value) }];
  });
}

function toDictionaries({ statement, value }: { statement: PyNode; value: PyNode }): readonly AnswerDictionary[] {
  return branchesOf(value).flatMap((dictionary) =>
    isDictionary(dictionary) ? [{ statement, dictionary, entries: literalEntries(dictionary) }] : [],
  );
}

/** A value, or both of those between which it chooses. */
function branchesOf(value: PyNode): readonly PyNode[] {
  const node = unparenthesized(value);
  if (node.type !== "conditional_expression") return [node];
  const [chosen, , otherwise] = node.namedChildren;
  return [chosen, otherwise].flatMap((branch) => (branch === undefined ? [] : branchesOf(branch)));
}

/** `{…}`, or `dict(name=…)`. */
export function isDictionary(node: PyNode): boolean {
  return node.type === "dictionary" || (node.type === "call" && node.field("function")?.text === "dict");
}

/** The entries of a dictionary whose keys are literal strings, or the names of arguments. */
export function literalEntries(dictionary: PyNode): ReadonlyMap<string, PyNode> {
  const entries = new Map<string, PyNode>();
  for (const pair of pairsOf(dictionary)) {
    const [key, value] = [keyOf(pair), pair.field("value")];
    if (key !== undefined && value !== undefined) entries.set(key, value);
  }
  return entries;
}

/** The pairs of a dictionary, or the named arguments of `dict`. */
export function pairsOf(dictionary: PyNode): readonly PyNode[] {
  return (dictionary.field("arguments") ?? dictionary).namedChildren;
}

function keyOf(pair: PyNode): string | undefined {
  return pair.type === "keyword_argument" ? pair.field("name")?.text : stringValue(pair.field("key"));
}

/** The key of a dictionary entry, to put a squiggle under. */
export function keyNode(dictionary: PyNode, name: string): PyNode {
  const pair = pairsOf(dictionary).find((child) => keyOf(child) === name);
  return pair?.field("key") ?? pair?.field("name") ?? dictionary;
}

/** Whether an entry says that it is absent: `"error": None`, `""` or `False`. */
export function isFalsy(value: PyNode): boolean {
  return value.is("none", "false") || /^(?:""|''|0)$/.test(value.text);
}

/** Whether a dictionary has an `error` that is not plainly empty: RunPod fails the job. */
export function isTruthyError(entries: ReadonlyMap<string, PyNode>): boolean {
  const error = entries.get("error");
  return error !== undefined && !isFalsy(error);
}
