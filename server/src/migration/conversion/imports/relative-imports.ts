import type { ImportedName } from "../../../python/imports.js";
import type { PythonModule } from "../../../python/module.js";
import type { PyNode } from "../../../python/node.js";
import type { Rewriter } from "../../../python/rewriter.js";
import { Unsupported } from "../unsupported.js";

/**
 * What a relative import means to an app's file, which is loaded without a package. `ownPackage` are the parts of the
 * name that the file's folder has on the runner's search path: none where the folder itself is on it.
 */
export function absoluteImport(name: ImportedName, ownPackage: readonly string[]): ImportedName {
  if (!name.module.startsWith(".")) return name;
  const module = absoluteModule(name.module, ownPackage);
  if (module === undefined)
    throw new Unsupported("module-import", name.statement, "the import leaves the worker's own package");
  return module === "" ? { ...name, module: name.clause.text, isFrom: false } : { ...name, module };
}

/** The dotted name for `..settings`; empty for the folder that is on the path itself. */
function absoluteModule(relative: string, ownPackage: readonly string[]): string | undefined {
  const dots = /^\.+/.exec(relative)?.[0].length ?? 0;
  const kept = ownPackage.length - (dots - 1);
  const rest = relative.slice(dots);
  return kept < 0 ? undefined : [...ownPackage.slice(0, kept), ...(rest === "" ? [] : [rest])].join(".");
}

/** Names the modules of relative imports that stay where they are. */
export function rewriteRelativeImports(
  module: PythonModule,
  ownPackage: readonly string[],
  rewriter: Rewriter,
  stays: (statement: PyNode) => boolean,
): void {
  const statements = new Set(module.names.imports.map(({ statement }) => statement));
  for (const statement of statements) {
    const name = statement.field("module_name");
    const stated = name?.text ?? "";
    if (name === undefined || !stated.startsWith(".") || !stays(statement)) continue;
    const absolute = absoluteModule(stated, ownPackage);
    if (absolute === undefined) continue;
    const names = statement.fields("name").map(({ text }) => text);
    if (absolute === "") rewriter.replace(statement, `import ${names.join(", ")}`);
    else rewriter.replace(name, absolute);
  }
}
