import { posix } from "node:path";
import type { Workspace } from "../workspace.js";

/** Questions about paths inside a workspace: relative to its root, with `/`; the root itself is "". */

/** The folder of a file. */
export function folderOf(path: string): string {
  const folder = posix.dirname(path);
  return folder === "." ? "" : folder;
}

export function baseName(path: string): string {
  return posix.basename(path);
}

/** The file's name without its last ending. */
export function stem(path: string): string {
  return posix.basename(path, posix.extname(path));
}

/** A path seen from a folder; undefined where it leads out of the workspace. */
export function joinPath(folder: string, relative: string): string | undefined {
  const joined = posix.normalize(posix.join(folder === "" ? "." : folder, relative)).replace(/\/$/, "");
  if (joined === "..") return undefined;
  return joined.startsWith("../") ? undefined : joined === "." ? "" : joined;
}

/** How a path is written from a folder. */
export function relativePath(folder: string, path: string): string {
  return posix.relative(folder === "" ? "." : folder, path === "" ? "." : path) || ".";
}

/** The folders from the file's own up to the root. */
export function foldersUpFrom(path: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) folders.push(folder);
  return [...folders, ""];
}

const filesByWorkspace = new WeakMap<Workspace, ReadonlySet<string>>();
const foldersByWorkspace = new WeakMap<Workspace, ReadonlySet<string>>();

/** Every file of a workspace. A workspace is a snapshot, so this is computed once. */
export function filesOf(workspace: Workspace): ReadonlySet<string> {
  const known = filesByWorkspace.get(workspace);
  if (known !== undefined) return known;
  const files = new Set(workspace.paths());
  filesByWorkspace.set(workspace, files);
  return files;
}

/** Every folder of a workspace that holds a file, at any depth. */
export function foldersOf(workspace: Workspace): ReadonlySet<string> {
  const known = foldersByWorkspace.get(workspace);
  if (known !== undefined) return known;
  const folders = new Set<string>();
  for (const path of filesOf(workspace)) for (const folder of foldersUpFrom(path)) folders.add(folder);
  foldersByWorkspace.set(workspace, folders);
  return folders;
}

/** The files directly or deeply inside a folder, sorted. */
export function filesBelow(workspace: Workspace, folder: string): readonly string[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  return [...filesOf(workspace)].filter((path) => path.startsWith(prefix)).sort();
}

/** The first of some relative names that exists, looked for in a file's folder, then in each folder above it. */
export function nearestFile(workspace: Workspace, path: string, names: readonly string[]): string | undefined {
  return nearestFiles(workspace, path, names)[0];
}

/** All of some relative names that exist in a file's folder and in those above it, the nearest first. */
export function nearestFiles(workspace: Workspace, path: string, names: readonly string[]): readonly string[] {
  const files = filesOf(workspace);
  return foldersUpFrom(path)
    .flatMap((folder) => names.map((name) => joinPath(folder, name)))
    .filter((candidate): candidate is string => candidate !== undefined && files.has(candidate));
}
