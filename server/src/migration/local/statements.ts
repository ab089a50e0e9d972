import { indentationAt, lineEnd, lineEnding, lineStart, linesInsideStrings } from "../../python/lines.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { statementOf, statementsOf } from "../../python/queries.js";
import { wholeLines } from "../../python/rewriter.js";
import { replace } from "./build.js";
import type { Replacement } from "./local-rewrite.js";
import type { SdkUse } from "./sdk-uses.js";

/** The statement that an expression makes up, when it is nothing but that expression. */
export function expressionStatement(expression: PyNode): PyNode | undefined {
  let node = expression;
  while (node.parent?.is("await", "parenthesized_expression") === true) node = node.parent;
  return node.parent?.type === "expression_statement" ? node.parent : undefined;
}

/**
 * Takes a statement out of its block. A `pass` takes its place where the block may become empty: where every other
 * statement of it uses the SDK and may be taken out as well.
 */
export function deleteStatement(module: PythonModule, statement: PyNode, uses: readonly SdkUse[]): Replacement {
  const block = statement.parent;
  const stays = statementsOf(block).some(
    (other) => other !== statement && !uses.some(({ node }) => other.contains(node)) && !other.broken,
  );
  if (block?.type === "module" || stays) {
    const lines = wholeLines(module.source, statement);
    return lines === statement || sharesLine(module, statement) ? replace(statement, "pass") : replace(lines);
  }
  return replace(statement, "pass");
}

/** Whether another statement stands on the same line: `a(); b()`. */
function sharesLine({ source }: PythonModule, statement: PyNode): boolean {
  const line = source.slice(lineStart(source, statement.start), lineEnd(source, statement.end));
  return line.includes(";");
}

/** Takes one item out of a `with` statement; without any item left, its body moves out one level. */
export function removeWithItem(module: PythonModule, item: PyNode): readonly Replacement[] | undefined {
  const clause = item.ancestor("with_clause");
  const statement = clause?.ancestor("with_statement");
  const body = statement?.field("body");
  if (clause === undefined || statement === undefined || body === undefined) return undefined;
  const items = clause.namedChildren.filter(({ type }) => type === "with_item");
  if (items.length > 1) return [replace(separatedSpan(items, item))];
  return dedentBody(module, statement, body);
}

/** A list item together with the comma that separates it from its neighbour. */
function separatedSpan(items: readonly PyNode[], item: PyNode): { start: number; end: number } {
  const index = items.indexOf(item);
  const next = items[index + 1];
  if (next !== undefined) return { start: item.start, end: next.start };
  return { start: items[index - 1]?.end ?? item.start, end: item.end };
}

function dedentBody(module: PythonModule, statement: PyNode, body: PyNode): readonly Replacement[] {
  const { source } = module;
  const outer = indentationAt(source, statement.start);
  const header = { start: statement.start, end: body.start };
  if (!source.slice(statement.start, body.start).includes("\n")) return [replace(header)];
  const inner = indentationAt(source, body.start);
  const first = lineEnd(source, source.lastIndexOf(":", body.start));
  const inside = linesInsideStrings(source.slice(statement.start, statement.end));
  const replacements = [replace({ start: lineStart(source, statement.start), end: first })];
  for (let line = first; line < statement.end; line = lineEnd(source, line)) {
    const isInside = inside.has(line - statement.start);
    if (isInside || !source.startsWith(inner, line)) continue;
    replacements.push(replace({ start: line + outer.length, end: line + inner.length }));
  }
  return replacements;
}

/** Removes a decorator with its line. */
export function removeDecorator(module: PythonModule, decorator: PyNode): Replacement {
  const end = lineEnd(module.source, decorator.end);
  return replace({ start: lineStart(module.source, decorator.start), end });
}

/** Removes a keyword or positional argument from a call, together with one comma. */
export function removeArgument(argument: PyNode): Replacement {
  const list = argument.parent;
  const all = list?.namedChildren ?? [];
  const index = all.indexOf(argument);
  const next = all[index + 1];
  const previous = all[index - 1];
  if (next !== undefined) return replace({ start: argument.start, end: next.start });
  if (previous !== undefined) return replace({ start: previous.end, end: argument.end });
  return replace(argument);
}

/** Puts a comment that says what a person must do above a statement; nothing where one stands there already. */
export function markLine({ source }: PythonModule, node: PyNode, reason: string): readonly Replacement[] {
  const { start } = statementOf(node);
  const line = lineStart(source, start);
  const above = source.slice(lineStart(source, Math.max(0, line - 1)), line);
  if (above.includes("TODO(fal)") || source.slice(line, start).trim() !== "") return [];
  const comment = `${indentationAt(source, start)}# TODO(fal): ${reason}${lineEnding(source)}`;
  return [replace({ start: line, end: line }, comment)];
}
