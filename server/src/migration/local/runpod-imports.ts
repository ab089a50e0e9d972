import { gapsToClose } from "../../python/gaps.js";
import { topLevelPackage, type ImportedName } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { statementsOf } from "../../python/queries.js";
import { wholeLines } from "../../python/rewriter.js";
import { RUNPOD_PACKAGES } from "../../runpod/names.js";
import { replace } from "./build.js";
import type { Replacement } from "./local-rewrite.js";

/** The names a module imports from RunPod's packages. */
export function runpodImports(module: PythonModule): readonly ImportedName[] {
  return module.names.imports.filter(
    ({ module: from }) => RUNPOD_PACKAGES.has(topLevelPackage(from)) && !module.isLocal(topLevelPackage(from)),
  );
}

/** The imports of RunPod's packages whose names nothing in the module reads. */
export function unusedRunpodImports(module: PythonModule): readonly ImportedName[] {
  return runpodImports(module).filter((imported) => !isRead(module, imported));
}

function isRead(module: PythonModule, imported: ImportedName): boolean {
  if (imported.local === "*")
    return [...module.scopes.unresolved.values()].flat().some((node) => module.names.of(node));
  const name = boundName(imported);
  const references = name === undefined ? undefined : module.scopes.bindingOf(name)?.references;
  return references === undefined || references.some(({ role }) => role === "read");
}

/** The identifier that an import binds. */
function boundName({ clause, isFrom }: ImportedName): PyNode | undefined {
  const alias = clause.field("alias");
  if (alias !== undefined) return alias;
  const dotted = clause.type === "dotted_name" ? clause : clause.field("name");
  return isFrom ? dotted?.namedChildren.at(-1) : dotted?.namedChildren[0];
}

/** Takes the given imports out of their statements, whole statements where nothing else is left in them. */
export function removeImports(module: PythonModule, imports: readonly ImportedName[]): readonly Replacement[] {
  const statements = new Set(imports.map(({ statement }) => statement));
  const removals = [...statements].map((statement) =>
    removeClauses(
      module,
      statement,
      imports.filter((imported) => imported.statement === statement),
    ),
  );
  const deleted = removals.filter(({ parts }) => parts.length === 0).map(({ span }) => span);
  return [...removals, ...gapsToClose(module.source, deleted).map((gap) => replace(gap))];
}

function removeClauses(module: PythonModule, statement: PyNode, removed: readonly ImportedName[]): Replacement {
  const clauses = statement.fields("name");
  const kept = clauses.filter((clause) => !removed.some((imported) => imported.clause === clause));
  const [first, last] = [clauses[0], clauses.at(-1)];
  if (kept.length === 0 || first === undefined || last === undefined) return removeStatement(module, statement);
  const texts = kept.map(({ text }) => text).join(", ");
  return replace({ start: first.start, end: last.end }, texts);
}

function removeStatement(module: PythonModule, statement: PyNode): Replacement {
  const guard = importGuard(statement);
  const removed = guard ?? statement;
  const isAlone = statementsOf(removed.parent).length === 1 && removed.parent?.type === "block";
  const lines = wholeLines(module.source, removed);
  return isAlone || lines === removed ? replace(removed, "pass") : replace(lines);
}

/** The `try: import runpod` / `except ImportError: runpod = None` that an import is all of. */
function importGuard(statement: PyNode): PyNode | undefined {
  const guard = statement.parent?.parent;
  if (guard?.type !== "try_statement" || statementsOf(statement.parent).length > 1) return undefined;
  const handlers = guard.namedChildren.filter((child) => child !== statement.parent);
  const isFallback = handlers.every(
    (handler) =>
      handler.type === "except_clause" &&
      handler.namedChildren.filter(({ type }) => type === "block").every((block) => isTrivial(block)),
  );
  return isFallback ? guard : undefined;
}

function isTrivial(block: PyNode): boolean {
  return statementsOf(block).every(
    (statement) => statement.type === "pass_statement" || /^\w+\s*=\s*(?:None|False)$/.test(statement.text),
  );
}
