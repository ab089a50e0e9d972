import { mentionsOf } from "../../../python/functions.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";

/** The handler, and the functions of which it returns every result as it is, but for those that may not answer. */
export function answeringFunctions(
  module: PythonModule,
  handler: PyNode,
  mayAnswer: (definition: PyNode) => boolean,
): ReadonlySet<PyNode> {
  const answering = new Set<PyNode>([handler]);
  for (let size = -1; size !== answering.size;) {
    size = answering.size;
    for (const definition of module.root.walk()) {
      if (definition.type !== "function_definition" || answering.has(definition)) continue;
      if (
        definition.parent?.type === "decorated_definition" ||
        definition.ancestor("class_definition", "function_definition") !== undefined
      )
        continue;
      const mentions = mentionsOf(module, definition);
      if (
        mentions.length > 0 &&
        mentions.every((mention) => isReturnedCall(mention, answering)) &&
        mayAnswer(definition)
      )
        answering.add(definition);
    }
  }
  return answering;
}

function isReturnedCall(mention: PyNode, answering: ReadonlySet<PyNode>): boolean {
  const call = mention.parent;
  if (call?.type !== "call" || call.field("function") !== mention) return false;
  let outer: PyNode = call;
  while (outer.parent?.is("await", "parenthesized_expression") === true) outer = outer.parent;
  const owner = mention.ancestor("function_definition", "lambda");
  if (owner === undefined || !answering.has(owner)) return false;
  return outer.parent?.type === "return_statement" || (owner.type === "lambda" && outer === owner.field("body"));
}

/** Whether control may reach the end of a function without a `return`. */
export function mayFallThrough(definition: PyNode): boolean {
  if (definition.type === "lambda") return false;
  const last = definition.field("body")?.namedChildren.at(-1);
  return last === undefined || !leaves(last);
}

function leaves(statement: PyNode): boolean {
  if (statement.is("return_statement", "raise_statement")) return true;
  const blocks = (node: PyNode | undefined): boolean => {
    const last = node?.namedChildren.at(-1);
    return last !== undefined && leaves(last);
  };
  if (statement.type === "with_statement") return blocks(statement.field("body"));
  if (statement.type === "if_statement") {
    const others = statement.fields("alternative");
    return (
      blocks(statement.field("consequence")) &&
      others.at(-1)?.type === "else_clause" &&
      others.every((other) => blocks(other.field("consequence") ?? other.field("body")))
    );
  }
  if (statement.type === "while_statement")
    return statement.field("condition")?.text === "True" && !statement.text.includes("break");
  if (statement.type !== "try_statement") return false;
  const clauses = statement.children.filter(({ type }) => type === "except_clause");
  const final = statement.children.find(({ type }) => type === "finally_clause");
  if (final !== undefined && blocks(final.namedChildren.at(-1))) return true;
  const otherwise = statement.children.find(({ type }) => type === "else_clause");
  const main = blocks(statement.field("body")) || (otherwise !== undefined && blocks(otherwise.field("body")));
  return main && clauses.every((clause) => blocks(clause.namedChildren.at(-1)));
}
