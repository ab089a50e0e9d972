import { importedNames, topLevelPackage, type ImportedName } from "../../../python/imports.js";
import { classifyStatements } from "../../../python/module-statements.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { STANDARD_LIBRARY } from "../../../python/standard-library.js";
import type { CodeIndex } from "../code-index.js";

/** Stands behind an import whose name nobody reads. */
export const FOR_ITS_WORK = "# loads what starting the worker loaded";

/**
 * The module behind an imported name, where importing it does work: it loads a model, sets variables, opens files.
 * The old worker did that when it started, so that the first request found it done.
 */
export function loadingModule(index: CodeIndex, from: PythonModule, name: ImportedName): string | undefined {
  const [outer, inner] = [index.moduleOf(from, name.module), index.moduleOf(from, name.origin)];
  const works = (module: PythonModule | undefined): boolean =>
    module !== undefined && doesWork(index, module, new Set([from]));
  if (inner !== outer && works(inner)) return name.origin;
  return works(outer) ? name.module : undefined;
}

function doesWork(index: CodeIndex, module: PythonModule, seen: Set<PythonModule>): boolean {
  if (seen.has(module)) return false;
  seen.add(module);
  return classifyStatements(module, module.isLocal).some(({ node, kind }) => {
    if (kind === "state") return !isSettled(module, node);
    if (kind !== "local-import") return false;
    return importedNames(node)
      .flatMap(({ origin, module: name }) => [origin, name])
      .some((name) => {
        const imported = index.moduleOf(module, name);
        return imported !== undefined && doesWork(index, imported, seen);
      });
  });
}

/** A name for what Python itself gives, whenever it is asked: a logger, a lock, a variable of the environment. */
function isSettled(module: PythonModule, statement: PyNode): boolean {
  const assignment = statement.namedChildren[0];
  const [left, right] = [assignment?.field("left"), assignment?.field("right")];
  if (assignment?.type !== "assignment" || left?.type !== "identifier" || right === undefined) return false;
  return [...right.walk()].every((node) => {
    const binding = node.type === "identifier" ? module.scopes.bindingOf(node) : undefined;
    const origin = binding === undefined ? undefined : module.names.of(node);
    if (origin !== undefined) return STANDARD_LIBRARY.has(topLevelPackage(origin));
    return !(binding?.references.some(({ node: mention }) => isDefined(mention)) ?? false);
  });
}

/** The name in `def name` or `class name`. */
function isDefined({ parent, fieldName }: PyNode): boolean {
  return fieldName === "name" && parent?.is("function_definition", "class_definition") === true;
}
