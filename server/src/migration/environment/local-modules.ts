import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import { STANDARD_LIBRARY } from "../../python/standard-library.js";
import { RUNPOD_PACKAGES } from "../../runpod/names.js";
import { readWorkspaceModule, type Workspace } from "../workspace.js";
import { findDataFiles, type DataFile } from "./data-files.js";
import { DISTRIBUTIONS } from "./distributions.js";
import { GPU_LIBRARIES } from "./gpu-libraries.js";
import { importedModules } from "./imported-packages.js";
import { missingRemarks } from "./missing-modules.js";
import { baseName, filesOf, folderOf, foldersOf, joinPath, relativePath } from "./paths.js";
import { listed, note, type EnvironmentRemark } from "./remark.js";
import { searchRoots } from "./search-roots.js";

/** A Python file of the workspace that a worker imports, directly or through another one. */
export interface LocalModule {
  readonly path: string;
  /** How the import that reached it first names it; relative ones keep their dots. */
  readonly importedAs: string;
  /** The absolute name under which the app's file, which belongs to no package, can import it. */
  readonly importName: string;
  readonly module: PythonModule;
}

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

/** Tells whether a worker's import means a file of the workspace, before anything is parsed. */
export function localNames(workspace: Workspace, path: string): (name: string) => boolean {
  const roots = searchRoots(workspace, path);
  const known = new Map<string, boolean>();
  return (name) => {
    const top = topLevelPackage(name);
    const answer = known.get(top) ?? isImportable(workspace, roots, top);
    known.set(top, answer);
    return answer;
  };
}

/** Follows a worker's imports through the workspace and finds the data files that the code names. */
export function findLocalModules(workspace: Workspace, worker: PythonModule): LocalModules {
  const isLocal = localNames(workspace, worker.path);
  const roots = searchRoots(workspace, worker.path);
  const imported = followImports(workspace, [worker], roots, isLocal);
  const scripts = readScripts(workspace, worker, imported, isLocal);
  const reached = [...imported, ...newOnes(imported, followImports(workspace, scripts, roots, isLocal))];
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

function isImportable(workspace: Workspace, roots: readonly string[], name: string): boolean {
  if (RUNPOD_PACKAGES.has(name) || STANDARD_LIBRARY.has(name) || name === "fal") return false;
  return roots.some(
    (root) => filesOfModule(workspace, root, [name]).length > 0 || isPythonFolder(workspace, root, name),
  );
}

/** What lies in the folder of a project of its own, which is no package even if it has a package's name. */
const PROJECT_FILES = ["Dockerfile", "requirements.txt", "pyproject.toml", "README.md", ".runpod/hub.json"];

/**
 * A folder without `__init__.py` is a package too, if it holds Python. It loses against an installed package of its
 * name, so the names of known packages are not meant.
 */
function isPythonFolder(workspace: Workspace, root: string, name: string): boolean {
  const folder = joinPath(root, name);
  if (folder === undefined || !foldersOf(workspace).has(folder) || isKnownPackage(name)) return false;
  if (PROJECT_FILES.some((file) => filesOf(workspace).has(`${folder}/${file}`))) return false;
  return [...filesOf(workspace)].some((path) => path.startsWith(`${folder}/`) && path.endsWith(".py"));
}

function isKnownPackage(name: string): boolean {
  return GPU_LIBRARIES.has(name) || DISTRIBUTIONS[name] !== undefined;
}

/** The files that importing a dotted name below a root runs: each package on the way, then the module. */
function filesOfModule(workspace: Workspace, root: string, parts: readonly string[]): readonly string[] {
  const files = filesOf(workspace);
  const found: string[] = [];
  for (let count = 1; count <= parts.length; count += 1) {
    const place = joinPath(root, parts.slice(0, count).join("/"));
    const candidates = place === undefined ? [] : [`${place}.py`, `${place}/__init__.py`];
    const file = candidates.find((candidate) => files.has(candidate));
    if (file !== undefined) found.push(file);
  }
  return found;
}

type ReachedModule = Omit<LocalModule, "importName">;

/** The files of the workspace that the code starts as processes of their own. */
function readScripts(
  workspace: Workspace,
  worker: PythonModule,
  modules: readonly ReachedModule[],
  isLocal: (name: string) => boolean,
): readonly PythonModule[] {
  return findDataFiles(workspace, [worker, ...modules.map(({ module }) => module)])
    .filter(({ path }) => path.endsWith(".py"))
    .flatMap(({ path }) => readWorkspaceModule(workspace, path, isLocal) ?? []);
}

function newOnes(known: readonly ReachedModule[], found: readonly ReachedModule[]): readonly ReachedModule[] {
  return found.filter(({ path }) => !known.some((other) => other.path === path));
}

function followImports(
  workspace: Workspace,
  starts: readonly PythonModule[],
  roots: readonly string[],
  isLocal: (name: string) => boolean,
): readonly ReachedModule[] {
  const found = new Map<string, ReachedModule>();
  const queue: PythonModule[] = [...starts];
  for (let module = queue.shift(); module !== undefined; module = queue.shift()) {
    for (const { path, importedAs } of localImports(workspace, module, roots)) {
      const isNew = !starts.some((start) => start.path === path) && !found.has(path);
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

/** The files that importing a dotted name runs, as seen from a file. */
export function resolveModule(
  workspace: Workspace,
  from: string,
  roots: readonly string[],
  name: string,
): readonly string[] {
  const dots = /^\.+/.exec(name)?.[0].length ?? 0;
  const parts = name
    .slice(dots)
    .split(".")
    .filter((part) => part !== "");
  if (dots > 0) {
    const folder = joinPath(folderOf(from), "../".repeat(dots - 1) || ".");
    return folder === undefined ? [] : [...initOf(workspace, folder), ...filesOfModule(workspace, folder, parts)];
  }
  for (const root of [folderOf(from), ...roots]) {
    const files = filesOfModule(workspace, root, parts);
    if (files.length > 0 && (root !== folderOf(from) || roots.includes(root))) return files;
  }
  return [];
}

function initOf(workspace: Workspace, folder: string): readonly string[] {
  const init = joinPath(folder, "__init__.py");
  return init !== undefined && filesOf(workspace).has(init) ? [init] : [];
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

/**
 * Where relative imports of the worker start from. They mean its own folder, or one above it; where a module there
 * imports relatively as well, that folder must stay a package, so the names start one folder higher.
 */
function rootOfRelativeImports(workspace: Workspace, worker: PythonModule, modules: readonly ReachedModule[]): string {
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

function importName({ path, importedAs }: ReachedModule, roots: readonly string[], packageRoot: string): string {
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

function relativeRoots(modules: readonly LocalModule[], packageRoot: string): readonly string[] {
  return modules.some(({ importedAs }) => importedAs.startsWith(".")) ? [packageRoot] : [];
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
