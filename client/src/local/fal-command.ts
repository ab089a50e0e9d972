import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { FailureError } from "../failure.js";

/** Where an interpreter may be said to be. */
export interface InterpreterSources {
  /** The setting; empty where it is not set. */
  readonly setting: string;
  /** What the Python extension has chosen for the file. */
  readonly chosen: string | undefined;
  /** The folders a `.venv` may lie in, nearest first. */
  readonly folders: readonly string[];
  /** The environment variable. */
  readonly path: string;
}

/** A Python and the `fal` that belongs to it. */
export interface FalCommand {
  readonly fal: string;
  /** For messages and for `pip`. */
  readonly python: string;
}

const windows = process.platform === "win32";
const scripts = windows ? "Scripts" : "bin";
const names = windows ? { python: "python.exe", fal: "fal.exe" } : { python: "python", fal: "fal" };

/** The `fal` to start an app with. A person's own choice is never passed over in silence. */
export function findFal(sources: InterpreterSources): FalCommand {
  const { setting, chosen } = sources;
  const wanted = setting === "" ? chosen : setting;
  if (wanted !== undefined && wanted !== "") {
    const command = besideOf(wanted);
    if (command !== undefined) return command;
    if (setting !== "" || !existsSync(wanted)) throw new FailureError(withoutFal(wanted));
  }
  const found = [...environments(sources), ...onPath(sources)].map(besideOf).find((command) => command !== undefined);
  if (found !== undefined) return found;
  throw new FailureError(wanted === undefined ? nowhere() : withoutFal(wanted));
}

function environments({ folders }: InterpreterSources): readonly string[] {
  return folders.flatMap((folder) => [".venv", "venv"].map((name) => join(folder, name, scripts, names.python)));
}

function onPath({ path }: InterpreterSources): readonly string[] {
  return path
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, names.python));
}

function besideOf(python: string): FalCommand | undefined {
  const fal = join(dirname(python), names.fal);
  return existsSync(fal) ? { fal, python } : undefined;
}

function withoutFal(python: string): FailureError["failure"] {
  if (!existsSync(python))
    return { message: `The Python interpreter ${python} does not exist.`, remedy: { kind: "choose-interpreter" } };
  return { message: `fal is not installed for ${python}.`, remedy: { kind: "install", packages: ["fal"] } };
}

function nowhere(): FailureError["failure"] {
  return {
    message: "No Python with fal was found: not in a .venv of this folder and not on the PATH.",
    remedy: { kind: "choose-interpreter" },
  };
}
