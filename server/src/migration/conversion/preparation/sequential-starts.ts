import { indentationAt, lineEnd, lineEnding, lineStart, reindent } from "../../../python/lines.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { statementOf, statementsOf } from "../../../python/queries.js";
import { syntaxFault } from "../../../python/syntax-fault.js";
import { findStartCalls } from "../../../runpod/start-calls.js";
import type { ReadText } from "./read-text.js";

/**
 * Writes a `start` under a condition and one that follows as the two branches that they are: `start` never comes back,
 * so that what stands behind it only runs where the condition does not hold.
 */
export function branchSequentialStarts(source: string, read: ReadText): string {
  const module = source.split(".start(").length > 2 ? read(source) : undefined;
  const written = module === undefined ? undefined : withElse(module);
  const result = written === undefined ? undefined : read(written);
  const isSound = written !== undefined && result !== undefined && syntaxFault(written, result.root) === undefined;
  return isSound ? branchSequentialStarts(written, read) : source;
}

function withElse(module: PythonModule): string | undefined {
  const starts = findStartCalls(module).map(({ call }) => call);
  for (const start of starts) {
    const choice = startStatementAround(start);
    const rest = choice === undefined ? [] : following(choice);
    const last = rest.findLastIndex((statement) => starts.some((other) => statement.contains(other)));
    const moved = rest.slice(0, last + 1);
    if (choice !== undefined && moved.length > 0 && moved.every(mayMove)) return branched(module, start, choice, moved);
  }
  return undefined;
}

/** The `if` of which one branch is a `start`, and whose other branches, where there are any, leave something open. */
function startStatementAround(start: PyNode): PyNode | undefined {
  const block = statementOf(start).parent;
  const choice = block?.type === "block" ? block.parent : undefined;
  const whole = choice?.type === "elif_clause" ? choice.parent : choice;
  if (whole?.type !== "if_statement" || /\b__name__\b/.test(whole.field("condition")?.text ?? "")) return undefined;
  return whole.fields("alternative").some(({ type }) => type === "else_clause") ? undefined : whole;
}

function following(statement: PyNode): readonly PyNode[] {
  return statementsOf(statement.parent).filter(({ start }) => start > statement.start);
}

/** A definition or an import has to be found where it stands. */
function mayMove(statement: PyNode): boolean {
  return (
    !statement.is("function_definition", "class_definition", "decorated_definition") &&
    !/^(?:import|from)\b/.test(statement.text)
  );
}

function branched(module: PythonModule, start: PyNode, choice: PyNode, moved: readonly PyNode[]): string {
  const { source } = module;
  const [first, last] = [moved[0] ?? choice, moved.at(-1) ?? choice];
  const dead = following(statementOf(start)).at(-1);
  const head = source.slice(0, lineEnd(source, statementOf(start).end));
  const between = source.slice(lineEnd(source, (dead ?? statementOf(start)).end), lineEnd(source, choice.end));
  const gap = source.slice(lineEnd(source, choice.end), lineStart(source, first.start));
  const body = source.slice(lineStart(source, first.start), lineEnd(source, last.end));
  const indent = indentationAt(source, choice.start);
  const rest = source.slice(lineEnd(source, last.end));
  if (moved.length === 1 && first.type === "if_statement" && gap.trim() === "")
    return `${head}${between}${indent}el${body.slice(indent.length)}${rest}`;
  const commented = gap.trim() === "" ? body : gap.replace(/^(?:[ \t]*\r?\n)+/, "") + body;
  const text = reindent(commented, indent, indent + module.indent);
  return `${head}${between}${indent}else:${lineEnding(source)}${text}${rest}`;
}
