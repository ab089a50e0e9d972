import { IMPORT_STATEMENTS, importedNames, topLevelPackage } from "./imports.js";
import type { PythonModule } from "./module.js";
import type { PyNode } from "./node.js";
import { asksMachine } from "./machine.js";
import { isPure } from "./purity.js";
import { ownNodes, statementsOf, undecorated } from "./queries.js";
import { STANDARD_LIBRARY } from "./standard-library.js";

/**
 * What a module-level statement is to somebody who moves the module to another machine.
 * `state` covers everything with an effect, or whose value belongs to the machine it runs on.
 */
export type StatementKind =
  | "text"
  | "future-import"
  | "standard-import"
  | "package-import"
  | "local-import"
  | "constant"
  | "state"
  | "definition"
  | "main-guard";

export interface ModuleStatement {
  readonly node: PyNode;
  readonly kind: StatementKind;
  /** The module names it binds. */
  readonly binds: readonly string[];
}

/** Tells whether a dotted module name is a file of the workspace. */
export type IsLocalModule = (name: string) => boolean;

/** The statements of a module in order, each classified. */
export function classifyStatements(module: PythonModule, isLocal: IsLocalModule): readonly ModuleStatement[] {
  const constants = new Set<string>();
  const result: ModuleStatement[] = [];
  for (const node of statementsOf(module.root)) {
    const kind = kindOf(module, node, isLocal, (name) => constants.has(name));
    const binds = boundNames(module, node);
    if (kind === "constant" || kind === "standard-import" || kind === "definition")
      for (const name of binds) constants.add(name);
    else for (const name of binds) constants.delete(name);
    result.push({ node, kind, binds });
  }
  return result;
}

/** The names of the module that a statement binds, nested blocks included, functions and classes left closed. */
export function boundNames(module: PythonModule, statement: PyNode): readonly string[] {
  const names = new Set<string>();
  const isClosed = statement.is("function_definition", "class_definition");
  for (const node of isClosed ? [statement] : [statement, ...ownNodes(statement)]) {
    const owner = node.is("function_definition", "class_definition") ? node.field("name") : node;
    if (owner?.type !== "identifier" || module.scopes.roleOf(owner) !== "bind") continue;
    if (module.scopes.bindingOf(owner)?.scope.kind === "module") names.add(owner.text);
  }
  return [...names];
}

/** Whether a statement is `if __name__ == "__main__":`, whatever else its condition asks. */
export function isMainGuard(statement: PyNode): boolean {
  const condition = statement.type === "if_statement" ? statement.field("condition") : undefined;
  return condition !== undefined && /__name__\s*==|==\s*__name__/.test(condition.text);
}

function kindOf(
  module: PythonModule,
  node: PyNode,
  isLocal: IsLocalModule,
  isConstant: (name: string) => boolean,
): StatementKind {
  if (node.type === "future_import_statement") return "future-import";
  if ((IMPORT_STATEMENTS as readonly string[]).includes(node.type)) return importKind(node, isLocal);
  if (undecorated(node).is("function_definition", "class_definition"))
    return asksMachine(module, node) ? "state" : "definition";
  if (isMainGuard(node)) return "main-guard";
  return isConstantStatement(module, node, isLocal, isConstant) ?? "state";
}

/** The kind of an import is that of its most demanding name. */
export function importKind(
  node: PyNode,
  isLocal: IsLocalModule,
): "standard-import" | "package-import" | "local-import" {
  const modules = importedNames(node).map(({ module }) => module);
  if (modules.some((name) => name.startsWith(".") || isLocal(name))) return "local-import";
  return modules.every((name) => STANDARD_LIBRARY.has(topLevelPackage(name))) ? "standard-import" : "package-import";
}

function isConstantStatement(
  module: PythonModule,
  node: PyNode,
  isLocal: IsLocalModule,
  isConstant: (name: string) => boolean,
): StatementKind | undefined {
  if (node.type === "pass_statement") return "text";
  if (node.type === "expression_statement") {
    const expression = node.namedChildren[0];
    if (expression === undefined || expression.is("string", "ellipsis", "concatenated_string")) return "text";
    if (expression.type === "identifier" && forgivesMissingName(node)) return "text";
    return isConstantAssignment(module, expression, isConstant) ? "constant" : undefined;
  }
  if (!node.is("if_statement", "try_statement")) return undefined;
  return isConstantBlock(module, node, isLocal, isConstant) ? "constant" : undefined;
}

/** `try: unicode` and `except NameError: unicode = str`: a look at a name, which does nothing else. */
function forgivesMissingName(statement: PyNode): boolean {
  const attempt = statement.parent?.parent;
  if (attempt?.type !== "try_statement" || attempt.field("body") !== statement.parent) return false;
  return attempt.children.some(
    (part) => part.type === "except_clause" && /\bNameError\b/.test(part.children[1]?.text ?? ""),
  );
}

function isConstantAssignment(module: PythonModule, node: PyNode, isConstant: (name: string) => boolean): boolean {
  if (!node.is("assignment", "augmented_assignment")) return false;
  const left = node.field("left");
  const right = node.field("right");
  if (!left?.is("identifier", "pattern_list", "tuple_pattern")) return false;
  if (right === undefined) return true;
  return right.type === "assignment"
    ? isConstantAssignment(module, right, isConstant)
    : isPure(module, right, isConstant);
}

/** `if TYPE_CHECKING:` and its like: a pure condition over constants and standard imports. */
function isConstantBlock(
  module: PythonModule,
  node: PyNode,
  isLocal: IsLocalModule,
  isConstant: (name: string) => boolean,
): boolean {
  const condition = node.field("condition");
  if (condition !== undefined && module.names.of(condition) === "typing.TYPE_CHECKING") return true;
  if (condition !== undefined && !isPure(module, condition, isConstant)) return false;
  const seen = new Set<string>();
  const known = (name: string): boolean => isConstant(name) || seen.has(name);
  for (const block of node.walk()) {
    if (block.type !== "block" || block.ancestor("function_definition", "class_definition") !== undefined) continue;
    for (const statement of statementsOf(block)) {
      const kind = kindOf(module, statement, isLocal, known);
      if (!["standard-import", "constant", "text", "definition"].includes(kind)) return false;
      for (const name of boundNames(module, statement)) seen.add(name);
    }
  }
  return true;
}
