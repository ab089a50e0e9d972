import { stringValue } from "../../python/literals.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { positionalArguments } from "../../python/queries.js";
import type { Workspace } from "../workspace.js";
import { baseName, filesBelow, filesOf, folderOf, foldersOf, foldersUpFrom, joinPath } from "./paths.js";
import { isRequirementsFile } from "./listing.js";
import { scriptsOfCommand, startsProcess } from "./started-scripts.js";

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
      const joinedPath = joinedParts(module, node);
      const whole = joinedPath === undefined ? undefined : dataFile(workspace, module, `./${joinedPath}`, node);
      if (joinedPath !== undefined && whole !== undefined && !found.has(whole))
        found.set(whole, { path: whole, literal: joinedPath, module, node, isAbsolute: false });
      for (const literal of namedIn(node)) {
        const path = dataFile(workspace, module, literal, node);
        if (path === undefined || found.has(path)) continue;
        found.set(path, { path, literal, module, node, isAbsolute: literal.startsWith("/") });
      }
    }
  }
  return [...found.values()];
}

/** What a string may name: a path, or the scripts of a command line. */
function namedIn(node: PyNode): readonly string[] {
  if (node.type !== "string" || isDocstring(node)) return [];
  const literal = stringValue(node);
  return [...(literal === undefined ? [] : [literal]), ...scriptsOfCommand(literal ?? node.text.slice(2, -1))];
}

/** `data/labels.json` for `os.path.join(HERE, "data", "labels.json")` and `HERE / "data" / "labels.json"`. */
function joinedParts(module: PythonModule, node: PyNode): string | undefined {
  const parts = node.type === "binary_operator" ? slashed(node) : joinArguments(module, node);
  const [base, ...names] = parts;
  const isInner = node.type === "binary_operator" && node.parent?.type === "binary_operator";
  if (base === undefined || isInner || names.length === 0) return undefined;
  const texts = [...(stringValue(base) === undefined ? [] : [base]), ...names].map((part) => stringValue(part) ?? "");
  return texts.every((text) => text !== "" && !text.startsWith("/")) ? texts.join("/") : undefined;
}

function joinArguments(module: PythonModule, node: PyNode): readonly PyNode[] {
  const callee = node.type === "call" ? node.field("function") : undefined;
  const name = callee === undefined ? undefined : module.names.of(callee);
  if (name === "os.path.join") return positionalArguments(node);
  return callee?.type === "attribute" && callee.field("attribute")?.text === "joinpath"
    ? [callee, ...positionalArguments(node)]
    : [];
}

/** The operands of `a / b / c`. */
function slashed(node: PyNode): readonly PyNode[] {
  if (node.type !== "binary_operator" || node.field("operator")?.text !== "/") return [node];
  const [left, right] = [node.field("left"), node.field("right")];
  return left === undefined || right === undefined ? [node] : [...slashed(left), right];
}

function isDocstring(node: PyNode): boolean {
  return node.parent?.type === "expression_statement";
}

/** Files around a worker that its code may name, but that serve development or RunPod. */
const NO_DATA =
  /^(?:test_input.*\.json|Dockerfile.*|README.*|LICENSE.*|\.env.*|.*\.ipynb|pyproject\.toml|runpod\.toml)$/i;

function dataFile(workspace: Workspace, module: PythonModule, literal: string, node: PyNode): string | undefined {
  if (!/^[^\0\n?*<>|]{2,200}$/.test(literal) || !/[./]/.test(literal) || /^\.{0,2}\/?$/.test(literal)) return undefined;
  if (/^[a-z+]+:\/\//i.test(literal)) return undefined;
  const candidates = literal.startsWith("/") ? endingsOf(literal) : [literal];
  for (const candidate of candidates) {
    for (const folder of foldersUpFrom(module.path)) {
      const path = joinPath(folder, candidate);
      if (path !== undefined && path !== "" && isData(workspace, module, path, node)) return path;
    }
  }
  return undefined;
}

/** `config/a.json`, then `a.json`, for `/app/config/a.json`: the image's own prefix is not known. */
function endingsOf(path: string): readonly string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((_, index) => parts.slice(index).join("/")).filter((ending) => ending.includes("."));
}

function isData(workspace: Workspace, module: PythonModule, path: string, node: PyNode): boolean {
  const from = module.path;
  if (filesOf(workspace).has(path)) {
    if (path.endsWith(".py")) return path !== from && (node.type !== "string" || startsProcess(module, node));
    return !NO_DATA.test(baseName(path)) && !isRequirementsFile(path);
  }
  return (
    foldersOf(workspace).has(path) &&
    path !== folderOf(from) &&
    !folderOf(from).startsWith(`${path}/`) &&
    (isOpened(node) || (node.type !== "string" && holdsData(workspace, path)))
  );
}

function holdsData(workspace: Workspace, folder: string): boolean {
  return filesBelow(workspace, folder).some((file) => !file.endsWith(".py"));
}

const PATH_CALLS =
  /(?:^|\.)(?:open|Path|PurePath|join|listdir|glob|iglob|walk|scandir|isdir|exists|StaticFiles|FileSystemLoader|from_pretrained|load)$/;

/** A folder's name is a common word, so it counts only where it is used as a path. */
function isOpened(node: PyNode): boolean {
  const call = node.ancestor("call");
  return PATH_CALLS.test(call?.field("function")?.text ?? "");
}
