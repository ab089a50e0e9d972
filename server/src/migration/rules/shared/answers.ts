import { stringValue } from "../../../python/literals.js";
import { unparenthesized, type PyNode } from "../../../python/node.js";
import { ownNodes } from "../../../python/queries.js";

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
  return returnedValues(definition).flatMap(toDictionary);
}

export function yieldedDictionaries(definition: PyNode): readonly AnswerDictionary[] {
  return yieldedValues(definition).flatMap(toDictionary);
}

function toDictionary({ statement, value }: { statement: PyNode; value: PyNode }): readonly AnswerDictionary[] {
  return value.type === "dictionary" ? [{ statement, dictionary: value, entries: literalEntries(value) }] : [];
}

/** The entries of a dictionary whose keys are literal strings. */
export function literalEntries(dictionary: PyNode): ReadonlyMap<string, PyNode> {
  const entries = new Map<string, PyNode>();
  for (const pair of dictionary.namedChildren) {
    const [key, value] = [stringValue(pair.field("key")), pair.field("value")];
    if (key !== undefined && value !== undefined) entries.set(key, value);
  }
  return entries;
}

/** The key of a dictionary entry, to put a squiggle under. */
export function keyNode(dictionary: PyNode, name: string): PyNode {
  const pair = dictionary.namedChildren.find((child) => stringValue(child.field("key")) === name);
  return pair?.field("key") ?? dictionary;
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
