import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import { readWorkspaceModule, type Workspace } from "../workspace.js";
import { findDataFiles } from "./data-files.js";
import { importedModules } from "./imported-packages.js";
import { resolveModule } from "./module-files.js";

/** A Python file of the workspace that a worker imports, directly or through another one. */
export interface LocalModule {
  readonly path: string;
  /** How the import that reached it first names it; relative ones keep their dots. */
  readonly importedAs: string;
  /** The absolute name under which the app's file, which belongs to no package, can import it. */
  readonly importName: string;
  readonly module: PythonModule;
}

/** A local module before it is known under which name the app can import it. */
export type ReachedModule = Omit<LocalModule, "importName">;

/** The files of the workspace that the code starts as processes of their own. */
export function readScripts(
  workspace: Workspace,
  worker: PythonModule,
  modules: readonly ReachedModule[],
  isLocal: (name: string) => boolean,
): readonly PythonModule[] {
  return findDataFiles(workspace, [worker, ...modules.map(({ module }) => module)])
    .filter(({ path }) => path.endsWith(".py"))
    .flatMap(({ path }) => readWorkspaceModule(workspace, path, isLocal) ?? []);
}

/** Those that were found and not known. */
export function newOnes(known: readonly ReachedModule[], found: readonly ReachedModule[]): readonly ReachedModule[] {
  return found.filter(({ path }) => !known.some((other) => other.path === path));
}

/** Where imports are looked for, and which files are not asked for. */
interface ImportSearch {
  readonly workspace: Workspace;
  readonly roots: readonly string[];
  readonly isLocal: (name: string) => boolean;
  readonly without: ReadonlySet<string>;
}

/** The files of the workspace that files import, directly or through others, in the order in which they are reached. */
export function followImports(
  { workspace, roots, isLocal, without }: ImportSearch,
  starts: readonly PythonModule[],
): readonly ReachedModule[] {
  const found = new Map<string, ReachedModule>();
  const queue: PythonModule[] = [...starts];
  for (let module = queue.shift(); module !== undefined; module = queue.shift()) {
    for (const { path, importedAs } of localImports(workspace, module, roots)) {
      const isNew = !starts.some((start) => start.path === path) && !found.has(path) && !without.has(path);
      const read = isNew ? readWorkspaceModule(workspace, path, isLocal) : undefined;
      if (read === undefined) continue;
      found.set(path, { path, importedAs, module: read });
      queue.push(read);
    }
  }
  return [...found.values()];
}

/** The files of the workspace that a module's imports run, in order. */
function localImports(
  workspace: Workspace,
  module: PythonModule,
  roots: readonly string[],
): readonly { readonly path: string; readonly importedAs: string }[] {
  return importedModules(module).flatMap(({ module: name, stated }) => {
    const absolute = name.startsWith(".") ? undefined : topLevelPackage(name);
    if (absolute !== undefined && !module.isLocal(absolute)) return [];
    return resolveModule(workspace, module.path, roots, name).map((path) => ({ path, importedAs: stated }));
  });
}
