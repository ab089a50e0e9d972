import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { findDataFiles, type DataFile } from "./data-files.js";
import { missingRemarks } from "./missing-modules.js";
import { filesOfModule, localNames } from "./module-files.js";
import { baseName, folderOf, foldersOf, joinPath, relativePath } from "./paths.js";
import { followImports, newOnes, readScripts, type LocalModule } from "./reached-modules.js";
import { importName, relativeRoots, rootOfRelativeImports } from "./relative-packages.js";
import { listed, note, type EnvironmentRemark } from "./remark.js";
import { searchRoots } from "./search-roots.js";

/** What of the workspace goes with an app. */
export interface LocalModules {
  /** Whether a top-level package name is a file or folder of the workspace. */
  readonly isLocal: (name: string) => boolean;
  /** In the order in which they are reached; the worker itself is not among them. */
  readonly modules: readonly LocalModule[];
  readonly dataFiles: readonly DataFile[];
  /** The entries of `app_files`: relative to `contextFolder`, a package as its folder, sorted. */
  readonly appFiles: readonly string[];
  /** `app_files_context_dir`: relative to the worker's folder; undefined where that folder will do. */
  readonly contextFolder: string | undefined;
  /**
   * Folders that must be on `sys.path`, relative to the worker's own, which is the current one locally and on the runner.
   * fal adds no other by itself but, on the runner, the context's.
   */
  readonly pathFolders: readonly string[];
  /** The package that the worker's relative imports are written in, as the parts of its name; none for its folder itself. */
  readonly ownPackage: readonly string[];
  readonly remarks: readonly EnvironmentRemark[];
}

/** Follows a worker's imports through the workspace, but for files `without`, and finds the data files that the code names. */
export function findLocalModules(
  workspace: Workspace,
  worker: PythonModule,
  without: ReadonlySet<string> = new Set(),
): LocalModules {
  const isLocal = localNames(workspace, worker.path);
  const roots = searchRoots(workspace, worker.path);
  const follow = { workspace, roots, isLocal, without };
  const imported = followImports(follow, [worker]);
  const scripts = readScripts(workspace, worker, imported, isLocal);
  const reached = [...imported, ...newOnes(imported, followImports(follow, scripts))];
  const packageRoot = rootOfRelativeImports(workspace, worker, reached);
  const modules = reached.map((found) => ({ ...found, importName: importName(found, roots, packageRoot) }));
  const dataFiles = findDataFiles(workspace, [worker, ...modules.map(({ module }) => module)]);
  const shipped = shippedPaths(workspace, worker.path, roots, modules);
  const all = [...new Set([...shipped, ...dataFiles.map(({ path }) => path)])];
  const own = folderOf(worker.path);
  const pathRoots = [
    ...new Set([...usedRoots(workspace, roots, modules), ...relativeRoots(modules, packageRoot)]),
  ].filter((root) => root !== own);
  const context = commonFolder([own, ...pathRoots, ...all.map(folderOf)]);
  const appFiles = withoutCovered(all.map((path) => relativePath(context, path)));
  return {
    isLocal,
    modules,
    dataFiles,
    appFiles: appFiles.sort(),
    contextFolder: appFiles.length === 0 || context === own ? undefined : relativePath(own, context),
    pathFolders: pathRoots.map((root) => relativePath(own, root)),
    ownPackage: own === packageRoot ? [] : relativePath(packageRoot, own).split("/"),
    remarks: [...remarksOn(worker, modules), ...missingRemarks(workspace, worker, roots)],
  };
}

/** A module as its file; one inside a package as the package's outermost folder below a root. */
function shippedPaths(
  workspace: Workspace,
  workerPath: string,
  roots: readonly string[],
  modules: readonly LocalModule[],
): readonly string[] {
  const own = folderOf(workerPath);
  return modules.map(({ path }) => {
    const root = rootOf(roots, path) ?? folderOf(path);
    const below = relativePath(root, path);
    const top = joinPath(root, below.split("/")[0] ?? below) ?? path;
    const holdsWorker = own === top || own.startsWith(`${top}/`);
    return holdsWorker || !below.includes("/") || !foldersOf(workspace).has(top) ? path : top;
  });
}

/** The deepest root that holds a path. */
function rootOf(roots: readonly string[], path: string): string | undefined {
  return [...roots].filter((root) => root === "" || path.startsWith(`${root}/`)).sort((a, b) => b.length - a.length)[0];
}

function usedRoots(workspace: Workspace, roots: readonly string[], modules: readonly LocalModule[]): readonly string[] {
  const used = modules.flatMap(({ importedAs, path }) => {
    if (importedAs.startsWith(".")) return [];
    const parts = importedAs.split(".");
    return roots.find((root) => filesOfModule(workspace, root, parts).includes(path)) ?? [];
  });
  return [...new Set(used)];
}

function commonFolder(folders: readonly string[]): string {
  const [first = "", ...rest] = folders;
  let common = first;
  while (!rest.every((folder) => common === "" || folder === common || folder.startsWith(`${common}/`)))
    common = folderOf(common);
  return common;
}

/** Leaves out what lies inside a folder that is shipped whole. */
function withoutCovered(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other !== path && path.startsWith(`${other}/`)));
}

/** Names of local files that are also names of packages which other packages often bring. */
const OFTEN_INSTALLED = new Set([
  "utils",
  "config",
  "models",
  "helpers",
  "common",
  "test",
  "tests",
  "src",
  "model",
  "schemas",
  "data",
  "tools",
  "scripts",
  "core",
  "api",
]);

function remarksOn(worker: PythonModule, modules: readonly LocalModule[]): readonly EnvironmentRemark[] {
  const tops = [
    ...new Set(
      modules
        .filter(({ importedAs }) => !importedAs.startsWith("."))
        .map(({ importedAs }) => topLevelPackage(importedAs)),
    ),
  ];
  if (tops.length === 0) return [];
  const shadowed = tops.filter((name) => OFTEN_INSTALLED.has(name));
  if (shadowed.length === 0) return [];
  const reason = `${listed(shadowed)}: fal puts files of the project last on \`sys.path\`, so an installed package of that name would win over the one beside \`${baseName(worker.path)}\`.`;
  return [note("local-modules", reason)];
}
