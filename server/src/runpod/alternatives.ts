import { assignedValues } from "../python/bindings.js";
import { definitionOf } from "../python/functions.js";
import type { PythonModule } from "../python/module.js";
import { unparenthesized, type PyNode } from "../python/node.js";
import { assignmentOf } from "../python/queries.js";
import type { StartCall } from "./start-calls.js";

/** One of the functions between which a worker chooses when it starts. */
export interface Alternative {
  /** The name of it in the choice. */
  readonly mention: PyNode;
  /** The function of this module that it names; undefined for a method, an object or a function of another file. */
  readonly definition: PyNode | undefined;
}

/** Deeper than any worker's tables of functions, so that a table that names itself ends. */
const DEEPEST = 5;

/**
 * The functions between which an expression chooses: a conditional, a name that branches bind, an entry of a table.
 * Empty where it chooses nothing, or where one of them is not a function of this module.
 */
export function alternativesOf(module: PythonModule, expression: PyNode): readonly Alternative[] {
  const found = choicesOf(module, expression).map((mention) => alternative(module, mention));
  const all = found.filter((one) => one !== undefined);
  if (all.length < found.length) return [];
  const different = all.filter(
    ({ definition }, index) => all.findIndex((other) => other.definition === definition) === index,
  );
  return different.length > 1 ? different : [];
}

function alternative(module: PythonModule, mention: PyNode): Alternative | undefined {
  const definition = definitionOf(module, mention);
  return definition?.type === "function_definition" ? { mention, definition } : undefined;
}

/** The expressions of which an expression takes one when it runs: itself alone where it does not choose. */
export function choicesOf(module: PythonModule, expression: PyNode, depth = 0): readonly PyNode[] {
  const node = unparenthesized(expression);
  const parts = depth > DEEPEST ? undefined : CHOICES[node.type]?.(module, node);
  return parts === undefined ? [node] : parts.flatMap((part) => choicesOf(module, part, depth + 1));
}

/** The expressions of which one is taken. */
type Choice = (module: PythonModule, node: PyNode) => readonly PyNode[] | undefined;

const CHOICES: Readonly<Record<string, Choice | undefined>> = {
  conditional_expression: (_, node) =>
    [node.namedChildren[0], node.namedChildren[2]].filter((part) => part !== undefined),
  identifier: (module, node) => assignedValues(module.scopes.bindingOf(node)),
  subscript: (module, node) => tableValues(module, node.field("value")),
  call: (module, node) => {
    const callee = node.field("function");
    if (callee?.type !== "attribute" || callee.field("attribute")?.text !== "get") return undefined;
    const values = tableValues(module, callee.field("object"));
    const fallback = node.field("arguments")?.namedChildren[1];
    return values === undefined || fallback === undefined ? values : [...values, fallback];
  },
};

function tableValues(module: PythonModule, table: PyNode | undefined): readonly PyNode[] | undefined {
  const values = table?.type === "identifier" ? assignedValues(module.scopes.bindingOf(table)) : undefined;
  const display = table?.type === "dictionary" ? table : values?.length === 1 ? values[0] : undefined;
  if (display?.type !== "dictionary" || (table !== display && assignmentOf(display) === undefined)) return undefined;
  const entries = display.namedChildren.map((pair) => (pair.type === "pair" ? pair.field("value") : undefined));
  return entries.every((entry) => entry !== undefined) ? entries : undefined;
}

/** Whether of several calls of `start` only one can run: each stands in a branch of its own. */
export function areExclusive(starts: readonly StartCall[]): boolean {
  return starts.every((start, index) => starts.slice(index + 1).every((other) => standApart(start.call, other.call)));
}

function standApart(one: PyNode, other: PyNode): boolean {
  const branch = branchAround(one, other);
  return branch !== undefined && branch !== branchAround(other, one);
}

/** The branch of the innermost statement around both that holds the first; undefined where that is no choice. */
function branchAround(node: PyNode, other: PyNode): PyNode | undefined {
  let inside = node;
  for (let around = node.parent; around !== undefined; inside = around, around = around.parent) {
    if (!around.contains(other)) continue;
    const isChoice = around.is("if_statement", "match_statement") || around.parent?.type === "match_statement";
    return isChoice && inside.fieldName !== "condition" ? inside : undefined;
  }
  return undefined;
}
