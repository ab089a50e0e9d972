import { stringValue } from "../../../python/literals.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import { assignedName, statementsOf } from "../../../python/queries.js";
import { Rewriter } from "../../../python/rewriter.js";
import type { ReadText } from "../preparation/read-text.js";

/** The file of the workspace that an import names, as seen from a module. */
export type OpenModule = (from: PythonModule, name: string) => PythonModule | undefined;

/**
 * Names what `from utils import *` brings of a file of the workspace, so that each name can be imported where it is
 * used. A wildcard of an installed package, or one whose names cannot be told for certain, stays.
 */
export function nameWildcards(text: string, read: ReadText, open: OpenModule): string {
  const module = read(text);
  const wildcards = module === undefined ? [] : wildcardsOf(module);
  if (module === undefined || wildcards.length === 0) return text;
  const rewriter = new Rewriter(text);
  const taken = new Set<string>();
  for (const statement of [...wildcards].reverse()) {
    const stated = statement.field("module_name")?.text ?? "";
    const source = open(module, stated);
    const exported = source === undefined ? undefined : exportsOf(source, open, 0);
    if (exported === undefined || [...exported].some((name) => isBoundBefore(module, name, statement))) continue;
    const names = [...module.scopes.unresolved.keys()].filter((name) => exported.has(name) && !taken.has(name));
    for (const name of names) taken.add(name);
    const isRelative = stated.startsWith(".");
    if (names.length === 0 && isRelative) continue;
    const named = names.length === 0 ? `import ${stated}` : `from ${stated} import ${names.sort().join(", ")}`;
    rewriter.replace(statement, named);
  }
  return rewriter.render({ start: 0, end: text.length });
}

function wildcardsOf(module: PythonModule): readonly PyNode[] {
  return statementsOf(module.root).filter(
    (statement) =>
      statement.type === "import_from_statement" && statement.children.some(({ type }) => type === "wildcard_import"),
  );
}

const DEEPEST = 3;

/** The names that a wildcard import of a module brings; undefined where they cannot be told. */
function exportsOf(module: PythonModule, open: OpenModule, depth: number): ReadonlySet<string> | undefined {
  const listed = listedNames(module);
  if (listed !== "absent") return listed;
  const own = [...module.scopes.module.bindings.keys()].filter((name) => !name.startsWith("_") && name !== "*");
  const all = new Set(own);
  for (const statement of wildcardsOf(module)) {
    const source = open(module, statement.field("module_name")?.text ?? "");
    const exported = source === undefined || depth >= DEEPEST ? undefined : exportsOf(source, open, depth + 1);
    if (exported === undefined) return undefined;
    for (const name of exported) all.add(name);
  }
  return all;
}

/** What `__all__` lists, where it is one literal. */
function listedNames(module: PythonModule): ReadonlySet<string> | "absent" | undefined {
  const binding = module.scopes.module.bindings.get("__all__");
  if (binding === undefined) return "absent";
  const [only, ...more] = binding.references;
  const assignment = only?.node.parent;
  if (more.length > 0 || assignment?.type !== "assignment" || assignedName(assignment) !== only?.node) return undefined;
  const list = assignment.field("right");
  const names = list?.is("list", "tuple") === true ? list.namedChildren.map(stringValue) : [undefined];
  return names.every((name) => name !== undefined) ? new Set(names) : undefined;
}

/** The wildcard would give a name of the file, bound by something else than an import, another meaning. */
function isBoundBefore(module: PythonModule, name: string, statement: PyNode): boolean {
  const references = module.scopes.module.bindings.get(name)?.references ?? [];
  return references.some(
    ({ node, role }) =>
      role === "bind" &&
      node.start < statement.start &&
      node.ancestor("import_statement", "import_from_statement") === undefined,
  );
}
