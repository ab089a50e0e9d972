import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { importedModules } from "./imported-packages.js";
import { filesOfModule, initOf } from "./module-files.js";
import { folderOf, joinPath, relativePath } from "./paths.js";
import type { LocalModule, ReachedModule } from "./reached-modules.js";

/**
 * Where relative imports of the worker start from. They mean its own folder, or one above it; where a module there
 * imports relatively as well, that folder must stay a package, so the names start one folder higher.
 */
export function rootOfRelativeImports(
  workspace: Workspace,
  worker: PythonModule,
  modules: readonly ReachedModule[],
): string {
  const own = folderOf(worker.path);
  const isAround = (folder: string): boolean => folder === "" || own === folder || own.startsWith(`${folder}/`);
  const bases = (module: PythonModule): readonly string[] =>
    importedModules(module).flatMap(({ module: name }) => {
      const dots = /^\.+/.exec(name)?.[0].length ?? 0;
      const base = dots === 0 ? undefined : joinPath(folderOf(module.path), "../".repeat(dots - 1) || ".");
      return base !== undefined && isAround(base) ? [base] : [];
    });
  const outermost = (folders: readonly string[]): string =>
    folders.reduce((first, folder) => (folder.length < first.length ? folder : first), own);
  const needed = [...modules.flatMap(({ module }) => bases(module)), ...askedOfPackage(workspace, worker)];
  return needed.length === 0 ? outermost(bases(worker)) : folderOf(outermost([...needed, ...bases(worker)]));
}

/** The folder whose `__init__.py` has what `from . import version` brings, because no file of that name lies there. */
function askedOfPackage(workspace: Workspace, worker: PythonModule): readonly string[] {
  return importedModules(worker).flatMap(({ module: name, stated }) => {
    const folder = /^\.+$/.test(stated)
      ? joinPath(folderOf(worker.path), "../".repeat(stated.length - 1) || ".")
      : undefined;
    if (folder === undefined || initOf(workspace, folder).length === 0) return [];
    const parts = name.replace(/^\.+/, "").split(".");
    return filesOfModule(workspace, folder, parts).length > 0 ? [] : [folder];
  });
}

/** The absolute name under which the app can import a module. */
export function importName({ path, importedAs }: ReachedModule, roots: readonly string[], packageRoot: string): string {
  const root = importedAs.startsWith(".") ? packageRoot : (rootNamed(roots, path, importedAs) ?? packageRoot);
  return relativePath(root, path)
    .replace(/(?:\/__init__)?\.py$/, "")
    .replaceAll("/", ".");
}

/** The root below which a path has the name that an import gives it, or one that starts with it. */
function rootNamed(roots: readonly string[], path: string, name: string): string | undefined {
  const [top = ""] = name.split(".");
  return roots.find((root) => {
    const below = relativePath(root, path);
    return below === `${top}.py` || below.startsWith(`${top}/`);
  });
}

/** The folder below which modules lie that were imported relatively. */
export function relativeRoots(modules: readonly LocalModule[], packageRoot: string): readonly string[] {
  return modules.some(({ importedAs }) => importedAs.startsWith(".")) ? [packageRoot] : [];
}
