import { indentationFault } from "./indentation-fault.js";
import type { PyNode } from "./node.js";
import { statementsOf } from "./queries.js";

/** Why a text is no Python 3 program, and where. */
export interface SyntaxFault {
  readonly offset: number;
  readonly reason: string;
}

/**
 * The first thing that keeps a text from being a Python 3 program. The grammar is lenient: it was made for editors,
 * knows Python 2 too and does not count columns.
 */
export function syntaxFault(source: string, root: PyNode): SyntaxFault | undefined {
  for (const node of root.walk()) {
    const reason = FAULTS[node.type]?.(node, source);
    if (node.broken && reason === undefined) return { offset: node.start, reason: "the file does not parse" };
    if (reason !== undefined) return { offset: node.start, reason: `the file does not parse: ${reason}` };
  }
  const fault = indentationFault(source, root);
  return fault === undefined ? undefined : { ...fault, reason: `the file does not parse: ${fault.reason}` };
}

type Judge = (node: PyNode, source: string) => string | undefined;

const always =
  (reason: string): Judge =>
  () =>
    reason;

const outside =
  (what: string, ...functions: readonly string[]): Judge =>
  (node) => {
    const owner = node.ancestor(...functions, "class_definition");
    return node.named && (owner === undefined || owner.type === "class_definition")
      ? `${what} outside a function`
      : undefined;
  };

/** What the grammar takes and Python 3 does not, by the type of the node. */
const FAULTS: Readonly<Record<string, Judge | undefined>> = {
  print_statement: always("a `print` of Python 2"),
  exec_statement: always("an `exec` of Python 2"),
  "<>": always("a `<>` of Python 2"),
  return_statement: outside("`return`", "function_definition"),
  yield: outside("`yield`", "function_definition", "lambda"),
  future_import_statement: (node) => (isAtTop(node) ? undefined : "a `__future__` import behind other code"),
  as_pattern: (node) =>
    node.parent?.is("expression_statement", "expression_list") === true ? "a stray `as`" : undefined,
  block: (node, source) => joinedStatements(node, source),
  module: (node, source) => joinedStatements(node, source),
};

/** Only a docstring and other imports of the kind may stand in front. */
function isAtTop(node: PyNode): boolean {
  const statements = statementsOf(node.parent);
  const before = statements.slice(0, statements.indexOf(node));
  return before.every(
    (statement, index) =>
      statement.type === "future_import_statement" ||
      (index === 0 && statement.namedChildren[0]?.is("string", "concatenated_string") === true),
  );
}

/** Two statements of a line that nothing parts. */
function joinedStatements(block: PyNode, source: string): string | undefined {
  const statements = statementsOf(block);
  const isJoined = statements.some((statement, index) => {
    const next = statements[index + 1];
    return next !== undefined && !/[\n\r;]/.test(source.slice(statement.end - 1, next.start));
  });
  return isJoined ? "two statements on one line" : undefined;
}
