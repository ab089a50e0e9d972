import { statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Where an interpreter may be, and who says so. */
export interface PythonCandidate {
  readonly python: string;
  readonly origin: "setting" | "extension" | "folder" | "path";
}

export interface PythonSearch {
  /** The extension's own setting. */
  readonly setting: string | undefined;
  /** What the Python extension has selected. */
  readonly selected: string | undefined;
  /** The folder of the app, and the workspace folder above it. */
  readonly folder: string;
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
}

const WINDOWS = process.platform === "win32";
const NAMES = WINDOWS ? ["python.exe"] : ["python3", "python"];
const ENVIRONMENTS = [".venv", "venv"];

/**
 * The interpreters worth asking, the most deliberate choice first. A choice that somebody made stands alone: falling
 * back from it silently would run the app somewhere else than in that person's terminal.
 */
export function pythonCandidates(search: PythonSearch): readonly PythonCandidate[] {
  const { setting, selected, folder, root, env } = search;
  if (setting !== undefined && setting !== "") return [{ python: setting, origin: "setting" }];
  if (selected !== undefined) return [{ python: selected, origin: "extension" }];
  const inFolders = foldersBetween(folder, root).flatMap((each) => ENVIRONMENTS.map((name) => join(each, name)));
  const onPath = (env["PATH"] ?? env["Path"] ?? "").split(delimiter).filter((each) => each !== "");
  return [
    ...inFolders.map((each) => join(each, WINDOWS ? "Scripts/python.exe" : "bin/python")).map(from("folder")),
    ...onPath.flatMap((each) => NAMES.map((name) => join(each, name))).map(from("path")),
  ].filter(({ python }) => isFile(python));
}

function from(origin: PythonCandidate["origin"]): (python: string) => PythonCandidate {
  return (python) => ({ python, origin });
}

function foldersBetween(folder: string, root: string): readonly string[] {
  const folders = [folder];
  for (let each = folder; each !== root && each !== dirname(each) && each.startsWith(root); each = dirname(each)) {
    folders.push(dirname(each));
  }
  return folders;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
