import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import type { Workspace } from "../workspace.js";
import { baseName, filesOf, folderOf, foldersOf, foldersUpFrom, joinPath } from "./paths.js";
import { isRequirementsFile } from "./listing.js";

/** A file or folder of the workspace that the code names in a string. */
export interface DataFile {
  /** In the workspace. */
  readonly path: string;
  /** As the code writes it. */
  readonly literal: string;
  /** The file that names it, and where. */
  readonly module: PythonModule;
  readonly node: PyNode;
  /** The code names a path of the old image, such as `/app/config.json`. */
  readonly isAbsolute: boolean;
}

/** The files of the workspace that modules name in string literals, each once. */
export function findDataFiles(workspace: Workspace, modules: readonly PythonModule[]): readonly DataFile[] {
  const found = new Map<string, DataFile>();
  for (const module of modules) {
    for (const node of module.root.walk()) {
      const own = node.type === "string" && !isDocstring(node) ? stringValue(node) : undefined;
      for (const literal of own === undefined ? [] : [own, joinedWith(node, own)]) {
        const path = dataFile(workspace, module.path, literal, node);
        if (path === undefined || found.has(path)) continue;
        found.set(path, { path, literal, module, node, isAbsolute: literal.startsWith("/") });
      }
    }
  }
  return [...found.values()];
}

/** `folder / "config" / "a.json"` and `join(folder, "config", "a.json")` name `config/a.json` by its last part. */
function joinedWith(last: PyNode, text: string): string {
  const before = partBefore(last);
  const own = before?.type === "string" ? stringValue(before) : undefined;
  return before === undefined || own === undefined ? text : joinedWith(before, `${own}/${text}`);
}

/** The part of a path in front of another one. */
function partBefore(part: PyNode): PyNode | undefined {
  const parent = part.parent;
  if (parent?.type === "argument_list") {
    const all = parent.namedChildren;
    return /(?:^|\.)join(?:path)?$/.test(parent.parent?.field("function")?.text ?? "")
      ? all[all.indexOf(part) - 1]
      : undefined;
  }
  if (parent?.type !== "binary_operator" || part.fieldName !== "right") return undefined;
  const left = parent.field("left");
  return left?.type === "binary_operator" ? left.field("right") : left;
}

function isDocstring(node: PyNode): boolean {
  return node.parent?.type === "expression_statement";
}

/** Files around a worker that its code may name, but that serve development or RunPod. */
const NO_DATA =
  /^(?:test_input.*\.json|Dockerfile.*|README.*|LICENSE.*|\.env.*|.*\.py|.*\.ipynb|pyproject\.toml|runpod\.toml)$/i;

function dataFile(workspace: Workspace, from: string, literal: string, node: PyNode): string | undefined {
  if (!/^[^\0\n?*<>|]{2,200}$/.test(literal) || !/[./]/.test(literal) || /^\.{0,2}\/?$/.test(literal)) return undefined;
  if (/^[a-z+]+:\/\//i.test(literal)) return undefined;
  const candidates = literal.startsWith("/") ? endingsOf(literal) : [literal];
  for (const candidate of candidates) {
    for (const folder of foldersUpFrom(from)) {
      const path = joinPath(folder, candidate);
      if (path !== undefined && path !== "" && isData(workspace, from, path, node)) return path;
    }
  }
  return undefined;
}

/** `config/a.json`, then `a.json`, for `/app/config/a.json`: the image's own prefix is not known. */
function endingsOf(path: string): readonly string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((_, index) => parts.slice(index).join("/")).filter((ending) => ending.includes("."));
}

function isData(workspace: Workspace, from: string, path: string, node: PyNode): boolean {
  if (filesOf(workspace).has(path)) return !NO_DATA.test(baseName(path)) && !isRequirementsFile(path);
  return (
    foldersOf(workspace).has(path) &&
    path !== folderOf(from) &&
    !folderOf(from).startsWith(`${path}/`) &&
    isOpened(node)
  );
}

const PATH_CALLS =
  /(?:^|\.)(?:open|Path|PurePath|join|listdir|glob|iglob|walk|scandir|isdir|exists|StaticFiles|FileSystemLoader|from_pretrained|load)$/;

/** A folder's name is a common word, so it counts only where it is used as a path. */
function isOpened(node: PyNode): boolean {
  const call = node.ancestor("call");
  return PATH_CALLS.test(call?.field("function")?.text ?? "");
}
