import { stringValue } from "./literals.js";
import { parenthesized, type PyNode } from "./node.js";

/** Questions about single nodes that several analyses ask. */

export const FUNCTIONS = ["function_definition", "lambda"] as const;

/** The innermost function, lambda or class around a node. */
export function enclosingDefinition(node: PyNode): PyNode | undefined {
  return node.ancestor("function_definition", "lambda", "class_definition");
}

/** The innermost `def` around a node, or undefined at module and class level. */
export function enclosingFunction(node: PyNode): PyNode | undefined {
  return node.ancestor("function_definition");
}

/** The statement of a block (or of the module) that holds a node. */
export function statementOf(node: PyNode): PyNode {
  let current = node;
  while (current.parent !== undefined && !["block", "module"].includes(current.parent.type)) current = current.parent;
  return current;
}

/** The statements of a block or module, comments left out. */
export function statementsOf(block: PyNode | undefined): readonly PyNode[] {
  return block?.namedChildren ?? [];
}

/** A text that stands alone: the documentation of what it opens. */
export function isDocstring(statement: PyNode | undefined): boolean {
  const text = statement?.type === "expression_statement" ? statement.namedChildren[0] : undefined;
  return text?.is("string", "concatenated_string") === true;
}

/** The first statement of a body behind its docstring; the docstring where there is nothing else. */
export function firstBehindDocstring(statements: readonly PyNode[]): PyNode | undefined {
  const isDocumented = isDocstring(statements[0]) && statements.length > 1;
  return statements[isDocumented ? 1 : 0];
}

/** The `def` or `class` inside decorators. */
export function undecorated(statement: PyNode): PyNode {
  return statement.type === "decorated_definition" ? (statement.field("definition") ?? statement) : statement;
}

export function decoratorsOf(definition: PyNode): readonly PyNode[] {
  const outer = definition.parent?.type === "decorated_definition" ? definition.parent : definition;
  return outer.children.filter((child) => child.type === "decorator");
}

export function isAsync(definition: PyNode): boolean {
  return definition.children[0]?.type === "async";
}

/** Everything below a node that runs when the node runs: nested functions and classes are left out. */
export function* ownNodes(node: PyNode): Generator<PyNode, void, undefined> {
  const stack = [...node.children].reverse();
  for (let current = stack.pop(); current !== undefined; current = stack.pop()) {
    yield current;
    if (current.is("function_definition", "lambda", "class_definition")) continue;
    for (let index = current.children.length - 1; index >= 0; index -= 1) stack.push(current.children[index] as PyNode);
  }
}

/** Whether a function is a generator: a `yield` in its own body decides, never its name. */
export function isGenerator(definition: PyNode): boolean {
  const body = definition.field("body");
  if (body === undefined) return false;
  for (const node of ownNodes(body)) if (node.type === "yield" && node.named) return true;
  return body.type === "yield";
}

/** The positional arguments of a call, in order; splats end the list. */
export function positionalArguments(call: PyNode): readonly PyNode[] {
  const all = call.field("arguments")?.namedChildren ?? [];
  const end = all.findIndex((argument) => argument.is("list_splat", "dictionary_splat"));
  return (end < 0 ? all : all.slice(0, end)).filter((argument) => argument.type !== "keyword_argument");
}

export function keywordArgument(call: PyNode, name: string): PyNode | undefined {
  const argument = call
    .field("arguments")
    ?.namedChildren.find((child) => child.type === "keyword_argument" && child.field("name")?.text === name);
  return argument?.field("value");
}

/** The called method and its receiver for `receiver.name(...)`. */
export function methodCall(node: PyNode): { readonly receiver: PyNode; readonly name: string } | undefined {
  const callee = node.type === "call" ? node.field("function") : undefined;
  const receiver = callee?.type === "attribute" ? callee.field("object") : undefined;
  return receiver === undefined ? undefined : { receiver, name: callee?.field("attribute")?.text ?? "" };
}

/** The literal key of `value["key"]`. */
export function subscriptKey(node: PyNode): string | undefined {
  const keys = node.type === "subscript" ? node.fields("subscript") : [];
  return keys.length === 1 ? stringValue(keys[0]) : undefined;
}

/** The literal string keys of a dictionary display; undefined where a key is no literal or something is spread in. */
export function dictionaryEntries(node: PyNode): ReadonlyMap<string, PyNode> | undefined {
  const entries = new Map<string, PyNode>();
  for (const pair of node.namedChildren) {
    const key = stringValue(pair.field("key"));
    const value = pair.field("value");
    if (pair.type !== "pair" || key === undefined || value === undefined) return undefined;
    entries.set(key, value);
  }
  return entries;
}

/** The `return` statements of a function, those of the functions inside it left out. */
export function returnsIn(definition: PyNode): readonly PyNode[] {
  return [...ownNodes(definition.field("body") ?? definition)].filter(({ type }) => type === "return_statement");
}

/** What is awaited, or the expression itself. */
export function unawaited(expression: PyNode | undefined): PyNode | undefined {
  return expression?.type === "await" ? expression.namedChildren[0] : expression;
}

/** The block of a clause that names it as no field: of `except`, `finally`, `case`. */
export function blockOf(clause: PyNode): PyNode | undefined {
  return clause.namedChildren.find(({ type }) => type === "block");
}

/** Whether a statement list ends by leaving the function, or the loop around it. */
export function terminates(block: PyNode | undefined): boolean {
  const last = statementsOf(block).at(-1);
  if (last === undefined) return false;
  if (last.is("return_statement", "raise_statement", "continue_statement", "break_statement")) return true;
  if (last.type !== "if_statement") return false;
  const otherwise = last.fields("alternative");
  return (
    terminates(last.field("consequence")) &&
    otherwise.at(-1)?.type === "else_clause" &&
    otherwise.every((clause) => terminates(clause.field("consequence") ?? clause.field("body")))
  );
}

/** The assignment of which a node is the whole right side. */
export function assignmentOf(value: PyNode): PyNode | undefined {
  const current = parenthesized(value);
  return current.parent?.type === "assignment" && current.fieldName === "right" ? current.parent : undefined;
}

/** The single name an assignment statement binds, for `name = value`. */
export function assignedName(assignment: PyNode): PyNode | undefined {
  const left = assignment.field("left");
  return left?.type === "identifier" ? left : undefined;
}

/** The operator of a comparison with two operands, such as `in`, `not in`, `==`, `is`. */
export function comparison(
  node: PyNode,
): { readonly left: PyNode; readonly operator: string; readonly right: PyNode } | undefined {
  if (node.type !== "comparison_operator") return undefined;
  const [left, right, ...rest] = node.namedChildren;
  if (left === undefined || right === undefined || rest.length > 0) return undefined;
  const operator = node.children
    .filter((child) => child.fieldName === "operators")
    .map((child) => child.text)
    .join(" ");
  return { left, operator: operator.replace(/\s+/g, " "), right };
}

/** The import, `def` or `class` that binds a name, its decorators included: a place where no attribute can be bound. */
export function bindingStatement(name: PyNode): PyNode | undefined {
  const definition = name.fieldName === "name" ? name.parent : undefined;
  if (definition?.is("function_definition", "class_definition") === true)
    return definition.parent?.type === "decorated_definition" ? definition.parent : definition;
  return name.ancestor("import_statement", "import_from_statement");
}
