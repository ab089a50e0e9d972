import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { OLD_FOLDER } from "../cli/old-workers.js";
import type { Program } from "./prove.js";
import { ProofError } from "./proof-error.js";

/** The old worker, and how a person would name it. */
export interface OldSource {
  readonly program: Program;
  readonly name: string;
}

/** What of an old revision matters to a worker beside its code. */
const small = /\.(py|json|ya?ml|toml|txt|cfg|ini)$/;

/** The old worker of an app: named outright, else the kept copy, else its last version in git that called `start`. */
export function oldSource(app: string, named: string | undefined): OldSource {
  if (named?.startsWith("git:")) return fromGit(app, named.slice("git:".length));
  if (named !== undefined) return fromPath(named);
  const found = fromCopy(app) ?? fromHistory(app);
  if (found !== undefined) return found;
  throw new ProofError(
    `no old worker for ${app}: neither a copy in ${OLD_FOLDER}/ nor a version in git calls runpod.serverless.start. Name it with --old PATH or --old git:REV.`,
  );
}

function callsStart(text: string): boolean {
  return /\brunpod\b/.test(text) && /\bstart\s*\(/.test(text);
}

function fromPath(path: string): OldSource {
  if (!existsSync(path)) throw new ProofError(`--old ${path} does not exist`);
  return { program: { folder: resolve(dirname(path)), file: basename(path) }, name: path };
}

/** The copies of a migrated folder lie over the folder as it is now. */
function fromCopy(app: string): OldSource | undefined {
  const folder = resolve(dirname(app));
  const copies = join(folder, OLD_FOLDER);
  if (!existsSync(copies)) return undefined;
  const names = readdirSync(copies).filter((name) => !name.startsWith("."));
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(copies, name), "utf8")]));
  const file = workerAmong(files, basename(app));
  return file === undefined ? undefined : { program: { folder, files, file }, name: `${OLD_FOLDER}/${file}` };
}

/** The file of the app's own name where it is a worker, else the first that is. */
function workerAmong(files: Readonly<Record<string, string>>, own: string): string | undefined {
  const workers = Object.keys(files).filter((name) => name.endsWith(".py") && callsStart(files[name] ?? ""));
  return workers.includes(own) ? own : workers.sort()[0];
}

function fromGit(app: string, revision: string): OldSource {
  const folder = resolve(dirname(app));
  const files = filesAt(folder, revision);
  const file = workerAmong(files, basename(app));
  if (file === undefined) throw new ProofError(`no file beside ${app} calls runpod.serverless.start at ${revision}`);
  return { program: { folder, files, file }, name: `${file} at ${revision}` };
}

function fromHistory(app: string): OldSource | undefined {
  const folder = resolve(dirname(app));
  const found = lastWorker(folder, [basename(app)]) ?? lastWorker(folder, ["."]);
  return found === undefined ? undefined : fromGit(app, found);
}

/** The newest commit in which one of the paths, or a file below them, called `start`. */
function lastWorker(folder: string, paths: readonly string[]): string | undefined {
  const log = git(folder, ["log", "--format=%H", "-200", "--", ...paths]) ?? "";
  return log
    .split("\n")
    .filter((revision) => revision !== "")
    .find((revision) => workerAmong(filesAt(folder, revision), basename(paths[0] ?? "")) !== undefined);
}

/** The small text files of a folder at a revision, relative to it. */
function filesAt(folder: string, revision: string): Readonly<Record<string, string>> {
  const listed = git(folder, ["ls-tree", "-r", "-z", "--name-only", revision, "."]);
  if (listed === undefined) throw new ProofError(`git knows no revision ${revision} of ${folder}`);
  const names = listed.split("\0").filter((name) => small.test(name));
  return Object.fromEntries(names.map((name) => [name, git(folder, ["show", `${revision}:./${name}`]) ?? ""]));
}

/** What git prints, or undefined where it fails: outside of a repository, or where git is missing. */
function git(folder: string, words: readonly string[]): string | undefined {
  try {
    return execFileSync("git", ["-C", folder, ...words], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch {
    return undefined;
  }
}
