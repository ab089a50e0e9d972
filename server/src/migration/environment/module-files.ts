import { topLevelPackage } from "../../python/imports.js";
import { STANDARD_LIBRARY } from "../../python/standard-library.js";
import { RUNPOD_PACKAGES } from "../../runpod/names.js";
import type { Workspace } from "../workspace.js";
import { DISTRIBUTIONS } from "./distributions.js";
import { GPU_LIBRARIES } from "./gpu-libraries.js";
import { filesOf, folderOf, foldersOf, joinPath } from "./paths.js";
import { searchRoots } from "./search-roots.js";

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
export function filesOfModule(workspace: Workspace, root: string, parts: readonly string[]): readonly string[] {
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

/** The file that makes a folder a package, where it has one. */
export function initOf(workspace: Workspace, folder: string): readonly string[] {
  const init = joinPath(folder, "__init__.py");
  return init !== undefined && filesOf(workspace).has(init) ? [init] : [];
}
