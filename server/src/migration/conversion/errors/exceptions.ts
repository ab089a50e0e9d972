import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { indentationAt, lineStart } from "../../../python/lines.js";
import { ownNodes } from "../../../python/queries.js";
import type { Rewriter } from "../../../python/rewriter.js";
import { lastName } from "./exception-lineage.js";

/** Which exceptions a `try` around a place catches. */

const BLANKET = new Set(["Exception", "BaseException"]);

/** The `try` statements of the same function whose body, and not a clause of it, holds the node. Innermost first. */
export function enclosingTries(node: PyNode): readonly PyNode[] {
  const tries: PyNode[] = [];
  let child = node;
  for (let parent = node.parent; parent !== undefined; child = parent, parent = parent.parent) {
    if (parent.is("function_definition", "lambda", "class_definition")) break;
    if (parent.type === "try_statement" && child.fieldName === "body") tries.push(parent);
  }
  return tries;
}

export function exceptClauses(statement: PyNode): readonly PyNode[] {
  return statement.children.filter(({ type }) => type === "except_clause" || type === "except_group_clause");
}

/** The exception types a clause names; empty for a bare `except:`. */
export function caughtTypes(clause: PyNode): readonly string[] {
  const value = clause.namedChildren.find(({ type }) => type !== "block");
  if (value === undefined) return [];
  const types = value.type === "as_pattern" ? value.namedChildren[0] : value;
  if (types === undefined) return [];
  const listed = types.type === "tuple" ? types.namedChildren : [types];
  return listed.map(({ text }) => text);
}

export function isBlanket(clause: PyNode): boolean {
  const types = caughtTypes(clause);
  return types.length === 0 || types.some((type) => BLANKET.has(type));
}

/** The name an `except … as name` gives the exception. */
export function caughtName(clause: PyNode): string | undefined {
  const pattern = clause.namedChildren.find(({ type }) => type === "as_pattern");
  const target = pattern?.namedChildren.find(({ type }) => type === "as_pattern_target");
  return target?.text;
}

/** Whether a clause catches an exception that is all of the given types. */
function catches(clause: PyNode, lineage: readonly string[]): boolean {
  return isBlanket(clause) || caughtTypes(clause).some((caught) => lineage.includes(lastName(caught)));
}

/** The `except` clauses that catch an exception of these types, raised at a node, before it leaves the function. */
export function catchers(node: PyNode, lineage: readonly string[]): readonly PyNode[] {
  return enclosingTries(node).flatMap(
    (statement) => exceptClauses(statement).find((clause) => catches(clause, lineage)) ?? [],
  );
}

/** Whether code of the same function may do anything about such an exception but clean up and let it go on. */
export function isHandled(node: PyNode, lineage: readonly string[]): boolean {
  return catchers(node, lineage).some((clause) => !passesOn(clause));
}

/** Whether such an exception never leaves the function as it is. */
export function isStopped(node: PyNode, lineage: readonly string[]): boolean {
  return catchers(node, lineage).some((clause) => !raisesAgain(clause));
}

/** A `raise` of what a clause has caught. */
function raisesAgain(clause: PyNode): boolean {
  const name = caughtName(clause);
  return [...ownNodes(clause)].some(
    (node) =>
      node.type === "raise_statement" && (node.namedChildren.length === 0 || node.namedChildren[0]?.text === name),
  );
}

/** Whether a clause lets every exception go on, whatever else it does. */
function passesOn(clause: PyNode): boolean {
  const last = clause.namedChildren.at(-1)?.namedChildren.at(-1);
  const isLast = last?.type === "raise_statement" && last.namedChildren.length === 0;
  return isLast && ![...ownNodes(clause)].some(({ type }) => type === "return_statement" || type === "if_statement");
}

/** Lets an HTTP error that is raised at a node pass every `except` that would swallow it. */
export function letThrough(
  module: PythonModule,
  rewriter: Rewriter,
  node: PyNode,
  done: Set<PyNode>,
  newline: string,
): void {
  for (const statement of enclosingTries(node)) {
    const clauses = exceptClauses(statement);
    const swallows = clauses.findIndex((clause) => isBlanket(clause) && !passesOn(clause));
    const first = clauses[0];
    if (swallows < 0 || first === undefined || done.has(statement)) continue;
    if (clauses.slice(0, swallows).some((clause) => caughtTypes(clause).some((type) => type.endsWith("HTTPException"))))
      continue;
    done.add(statement);
    const indent = indentationAt(module.source, first.start);
    const at = lineStart(module.source, first.start);
    rewriter.insert(at, `${indent}except HTTPException:${newline}${indent}${module.indent}raise${newline}`);
  }
}

/** The `raise` statements in a function's own code that say what they raise. */
export function ownRaises(definition: PyNode): readonly PyNode[] {
  const body = definition.field("body");
  if (body === undefined) return [];
  return [...ownNodes(body)].filter((node) => node.type === "raise_statement" && node.namedChildren.length > 0);
}

/** The type and arguments of `raise Type(arguments)`. */
export function raised(
  statement: PyNode,
): { readonly type: string; readonly arguments: readonly PyNode[]; readonly cause: PyNode | undefined } | undefined {
  const [value] = statement.namedChildren;
  if (value === undefined) return undefined;
  const cause = statement.field("cause");
  if (value.type !== "call") return { type: value.text, arguments: [], cause };
  return { type: value.field("function")?.text ?? "", arguments: value.field("arguments")?.namedChildren ?? [], cause };
}
