import { realpathSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { decoded, DiskWorkspace, type ReadFile } from "./disk-workspace.js";
import { reasonOf, walkFolder, type WalkProblem } from "./folder-walk.js";
import { repositoryRoot } from "./ignore-rules.js";

/** One PATH of the command line, looked up. */
export interface Target {
  /** As it was typed. */
  readonly given: string;
  readonly kind: "file" | "folder" | "input";
  readonly workspace: DiskWorkspace;
  /** The Python files to look at, in the workspace. */
  readonly paths: readonly string[];
  /** Folders that could not be looked into, named as {@link display} does. */
  readonly problems: readonly WalkProblem[];
  /** A path of the workspace relative to PATH, which for a PATH that is a file is its base name. */
  relative(path: string): string;
  /** A path of the workspace as it is shown: beginning with what was typed. */
  display(path: string): string;
}

export type Lookup = Target | WalkProblem;

/** Looks a PATH up: a folder is walked, a file is read whatever its name. */
export function lookUp(given: string): Lookup {
  try {
    const path = realpathSync(given);
    return statSync(path).isDirectory() ? folderTarget(given, path) : fileTarget(given, path);
  } catch (error) {
    return { path: given, reason: reasonOf(error) };
  }
}

function folderTarget(given: string, root: string): Target {
  const walk = walkFolder(root);
  const display = (path: string): string => shown(given, path);
  return {
    given,
    kind: "folder",
    workspace: new DiskWorkspace(root, basename(root), walk.paths),
    paths: walk.paths.filter((path) => path.endsWith(".py")),
    problems: walk.problems.map(({ path, reason }) => ({ path: display(path), reason })),
    relative: (path) => path,
    display,
  };
}

function shown(folder: string, path: string): string {
  const prefix = slashes(folder)
    .replace(/\/+$/, "")
    .replace(/^\.\/+/, "");
  if (prefix === "." || prefix === "") return folder.startsWith("/") ? `/${path}` : path;
  return path === "" ? prefix : `${prefix}/${path}`;
}

function fileTarget(given: string, path: string): Target {
  return singleTarget(given, path, "file", new Map());
}

/** Standard input, as if it were the text of a file of that name. */
export function inputTarget(name: string, bytes: Uint8Array): Target {
  const path = resolve(name);
  return singleTarget(name, path, "input", new Map([[path, decoded(bytes)]]));
}

/** A file with the project around it, which tells about its requirements, its modules and its machine. */
function singleTarget(
  given: string,
  path: string,
  kind: "file" | "input",
  texts: ReadonlyMap<string, ReadFile>,
): Target {
  const root = projectRoot(path);
  const own = slashes(relative(root, path));
  const around = walkFolder(root).paths;
  const rootName = dirname(path) === root ? basename(root) : undefined;
  const within = new Map([...texts].map(([name, file]) => [slashes(relative(root, name)), file]));
  return {
    given,
    kind,
    workspace: new DiskWorkspace(root, rootName, around.includes(own) ? around : [...around, own].sort(), within),
    paths: [own],
    problems: [],
    relative: (other) => basename(other),
    display: (other) =>
      other === own
        ? slashes(given)
        : shown(slashes(dirname(given)), slashes(relative(dirname(path), join(root, other)))),
  };
}

/** Files at a project's root. */
const ROOT_MARKS = ["requirements.txt", "pyproject.toml", "Dockerfile", ".runpod", "runpod.toml", "builder"];

/** How far above a worker a project's root is looked for where there is no repository. */
const HIGHEST = 3;

/** The folder that holds a file's project: its repository, else the nearest folder that has the marks of one. */
function projectRoot(path: string): string {
  const own = dirname(path);
  const repository = repositoryRoot(own);
  if (repository !== undefined && !isShared(repository)) return repository;
  for (let folder = own, steps = 0; steps < HIGHEST && !isShared(folder); folder = dirname(folder), steps += 1) {
    if (ROOT_MARKS.some((mark) => exists(join(folder, mark)))) return folder;
  }
  return own;
}

/** Folders that hold much besides a project. */
function isShared(folder: string): boolean {
  return folder === dirname(folder) || [homedir(), tmpdir(), realTemporaryFolder()].includes(folder);
}

function realTemporaryFolder(): string {
  try {
    return realpathSync(tmpdir());
  } catch {
    return tmpdir();
  }
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function slashes(path: string): string {
  return sep === "/" ? path : path.split(sep).join("/");
}
