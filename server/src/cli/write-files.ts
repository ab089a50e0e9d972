import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { reasonOf } from "./folder-walk.js";

/** A file to be written. */
export interface FileWrite {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** What must be there now, or undefined where nothing may be: something else means that the file changed meanwhile. */
  readonly expected: Uint8Array | undefined | "anything";
}

/** Files could not be written; nothing was changed. */
export class WriteError extends Error {}

/** Writes all files or none: a failure on the way puts back what was there. */
export function writeAll(writes: readonly FileWrite[]): void {
  const undo: (() => void)[] = [];
  try {
    for (const write of writes) verify(write);
    const staged = writes.map((write) => stage(write, undo));
    for (const { write, temporary } of staged) put(write, temporary, undo);
  } catch (error) {
    for (const step of undo.reverse()) attempt(step);
    throw error instanceof WriteError ? error : new WriteError(reasonOf(error));
  }
}

function verify({ path, expected }: FileWrite): void {
  if (expected === "anything") return;
  const current = bytesOf(path);
  const isSame =
    current === undefined ? expected === undefined : expected !== undefined && Buffer.compare(current, expected) === 0;
  if (!isSame) throw new WriteError(`${path}: it changed while it was migrated`);
}

interface Staged {
  readonly write: FileWrite;
  readonly temporary: string;
}

/** Writes the new bytes beside the file, with its mode, so that all that is left to do is a rename. */
function stage(write: FileWrite, undo: (() => void)[]): Staged {
  const { path, bytes } = write;
  try {
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) throw new WriteError("it is a folder");
    makeFolder(dirname(path), undo);
    const temporary = join(dirname(path), `.${basename(path)}.${String(process.pid)}.unfinished`);
    undo.push(() => {
      rmSync(temporary, { force: true });
    });
    writeFileSync(temporary, bytes, { flag: "wx" });
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined) chmodSync(temporary, mode);
    return { write, temporary };
  } catch (error) {
    throw new WriteError(`${path}: cannot be written: ${reasonOf(error)}`);
  }
}

function put(write: FileWrite, temporary: string, undo: (() => void)[]): void {
  const { path } = write;
  const before = bytesOf(path);
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  try {
    renameSync(temporary, path);
  } catch (error) {
    throw new WriteError(`${path}: cannot be written: ${reasonOf(error)}`);
  }
  undo.push(() => {
    if (before === undefined) rmSync(path, { force: true });
    else writeFileSync(path, before, mode === undefined ? {} : { mode });
  });
}

/** Makes a folder and those above it, and remembers the outermost one that it made. */
function makeFolder(folder: string, undo: (() => void)[]): void {
  const made = existsSync(folder) ? undefined : mkdirSync(folder, { recursive: true });
  if (made === undefined) return;
  undo.push(() => {
    rmSync(made, { recursive: true, force: true });
  });
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new WriteError(`${path}: cannot be read: ${reasonOf(error)}`);
  }
}

/** What is being undone has failed once already: a second failure must not keep the rest from being undone. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    return;
  }
}
