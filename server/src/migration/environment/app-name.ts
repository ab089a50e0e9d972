import type { Workspace } from "../workspace.js";
import { filesOf, folderOf, foldersUpFrom, stem } from "./paths.js";

export interface AppNames {
  /** PascalCase, no leading digits, free in the module. */
  readonly className: string;
  /** kebab-case. */
  readonly appName: string;
}

export interface AppNameOptions {
  /** Every file of the workspace that calls `start`; found by their text where it is not given. */
  readonly workers?: readonly string[];
  /** Whether the module already uses a name. */
  readonly isTaken?: (name: string) => boolean;
}

/** Folder and file names that do not tell one worker from another. */
const SAY_NOTHING = new Set(["src", "app", "worker", "handler", "source", "code", "main", "server"]);

const FALLBACK = "worker";

/**
 * What a worker's app and its class are called: after the nearest folder that says something, else after the file.
 * Of several workers that share such a folder, all but the first (by path) add their file's name.
 */
export function appNames(workspace: Workspace, path: string, options: AppNameOptions = {}): AppNames {
  const words = wordsOf(workspace, path, options.workers ?? workerFiles(workspace));
  return {
    className: freeName(pascalCase(words), options.isTaken ?? (() => false)),
    appName: words.join("-").toLowerCase(),
  };
}

/** Files whose text starts a worker, or already holds the app of one. */
function workerFiles(workspace: Workspace): readonly string[] {
  return [...filesOf(workspace)].filter((path) => path.endsWith(".py") && startsWorker(workspace.read(path) ?? ""));
}

/** Most files mention neither word, and looking for a word costs a small part of what the whole pattern does. */
function startsWorker(text: string): boolean {
  return (text.includes(".start") || text.includes("fal.App")) && STARTS_WORKER.test(text);
}

const STARTS_WORKER = /^(?![ \t]*#)[^\n]*\b(?:serverless|runpod)\.start\s*\(|^class \w+\(fal\.App\b/m;

function wordsOf(workspace: Workspace, path: string, workers: readonly string[]): readonly string[] {
  const own = placeOf(workspace, path);
  const sharing = [...new Set([...workers, path])]
    .filter((other) => placeOf(workspace, other).key === own.key)
    .sort()
    .map((other) => ({ path: other, words: placeOf(workspace, other).words }));
  const given = new Set<string>();
  for (const [index, worker] of sharing.entries()) {
    const words = index === 0 ? worker.words : unused([...worker.words, ...fileWords(worker.path)], given);
    if (worker.path === path) return words;
    given.add(words.join("-"));
  }
  return own.words;
}

interface Place {
  /** Workers with the same key would get the same name. */
  readonly key: string;
  readonly words: readonly string[];
}

function placeOf(workspace: Workspace, path: string): Place {
  for (const folder of namingFolders(workspace, path)) {
    const words = splitWords(folder === "" ? (workspace.rootName ?? "") : stemOfFolder(folder));
    if (saysSomething(words)) return { key: `folder:${folder}`, words };
  }
  const words = splitWords(stem(path));
  if (saysSomething(words)) return { key: `file:${path}`, words };
  return { key: "fallback", words: [FALLBACK] };
}

/** A root without a name of its own stands for a PATH that is a file: then only the file's own folder counts. */
function namingFolders(workspace: Workspace, path: string): readonly string[] {
  return workspace.rootName === undefined ? [folderOf(path)] : foldersUpFrom(path);
}

function stemOfFolder(folder: string): string {
  return folder.slice(folder.lastIndexOf("/") + 1);
}

function fileWords(path: string): readonly string[] {
  const words = splitWords(stem(path));
  return words.length === 0 ? ["2"] : words;
}

function unused(words: readonly string[], given: ReadonlySet<string>): readonly string[] {
  for (let count = 2, candidate = words; ; count += 1) {
    if (!given.has(candidate.join("-"))) return candidate;
    candidate = [...words, String(count)];
  }
}

function saysSomething(words: readonly string[]): boolean {
  return words.length > 0 && !SAY_NOTHING.has(words.join(" ").toLowerCase());
}

/** The words of a name, in snake, kebab or camel case, RunPod's own words dropped. */
function splitWords(name: string): readonly string[] {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/(\d)([A-Z][a-z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .join(" ")
    .replace(/\b(?:run ?pod|serverless)\b/gi, " ");
  return words.split(" ").filter((word) => word !== "");
}

function pascalCase(words: readonly string[]): string {
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  const name = joined.replace(/^\d+/, "");
  if (name === "") return "Worker";
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Names that a class statement must not shadow or cannot use. */
const RESERVED = new Set(["None", "True", "False", "Input", "Output", "Any", "BaseModel", "Exception"]);

function freeName(name: string, isTaken: (name: string) => boolean): string {
  const isFree = (candidate: string): boolean => !RESERVED.has(candidate) && !isTaken(candidate);
  if (isFree(name)) return name;
  for (let count = 1; ; count += 1) {
    const candidate = `${name}App${count === 1 ? "" : String(count)}`;
    if (isFree(candidate)) return candidate;
  }
}
