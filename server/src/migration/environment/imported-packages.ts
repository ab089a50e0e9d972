import { stringValue } from "../../python/literals.js";
import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { enclosingFunction, positionalArguments } from "../../python/queries.js";
import { STANDARD_LIBRARY } from "../../python/standard-library.js";

/** A module that an import statement, or `importlib.import_module("…")`, names. */
export interface ImportedModule {
  /** Dotted; relative ones keep their dots. For `from a import b` also `a.b`, because `b` may be a module. */
  readonly module: string;
  /** The module in the statement: `a` for `from a import b`. */
  readonly stated: string;
  readonly node: PyNode;
  /** Inside `try: … except ImportError`: the code works without it. */
  readonly isOptional: boolean;
  /** Inside a function, where the code says what to do when it fails, be it to raise an error of its own. */
  readonly isForgivenLater: boolean;
}

/** Every module that a file imports, wherever in it. Imports for type checkers alone are left out. */
export function importedModules(module: PythonModule): readonly ImportedModule[] {
  const named = module.names.imports.map(({ statement, origin, module: stated }) => ({
    module: origin.replace(/\.\*$/, ""),
    stated,
    node: statement,
  }));
  return [...named, ...dynamicImports(module)]
    .filter(({ node }) => !isForTypesOnly(module, node))
    .map((imported) => ({
      ...imported,
      isOptional: isOptional(imported.node),
      isForgivenLater: enclosingFunction(imported.node) !== undefined && attemptAround(imported.node) !== undefined,
    }));
}

/** The imported modules that come from neither the standard library nor the workspace. */
export function thirdPartyModules(module: PythonModule): readonly ImportedModule[] {
  return importedModules(module).filter(
    ({ stated }) =>
      !stated.startsWith(".") &&
      !STANDARD_LIBRARY.has(topLevelPackage(stated)) &&
      !module.isLocal(topLevelPackage(stated)),
  );
}

function* dynamicImports(module: PythonModule): Generator<{ module: string; stated: string; node: PyNode }> {
  for (const node of module.root.walk()) {
    const callee = node.type === "call" ? node.field("function") : undefined;
    if (callee === undefined) continue;
    const isImport = callee.text === "__import__" || module.names.of(callee) === "importlib.import_module";
    const name = isImport ? stringValue(positionalArguments(node)[0]) : undefined;
    if (name !== undefined) yield { module: name, stated: name, node };
  }
}

function isForTypesOnly(module: PythonModule, node: PyNode): boolean {
  const guard = node.ancestor("if_statement");
  const condition = guard?.field("condition");
  if (condition === undefined || guard?.field("consequence")?.contains(node) !== true) return false;
  return condition.text === "TYPE_CHECKING" || module.names.of(condition) === "typing.TYPE_CHECKING";
}

const FORGIVING = /^except\s*(?::|\(?[^:]*\b(?:ImportError|ModuleNotFoundError|Exception|BaseException)\b)/;

/** Whether the code goes on when the import fails: a handler that raises again or exits does not count. */
function isOptional(node: PyNode): boolean {
  return attemptAround(node)?.some(({ text }) => !/\braise\b|\bexit\(/.test(text)) ?? false;
}

/** The clauses that catch a failing import. */
function attemptAround(node: PyNode): readonly PyNode[] | undefined {
  const attempt = node.ancestor("try_statement");
  if (attempt?.field("body")?.contains(node) !== true) return undefined;
  const clauses = attempt.children.filter((child) => child.type === "except_clause" && FORGIVING.test(child.text));
  return clauses.length === 0 ? undefined : clauses;
}
