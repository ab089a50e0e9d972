import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../migration/workspace.js";
import { reasonOf } from "./folder-walk.js";
import { mayConcernRunpod } from "../migration/mentions.js";
import { decodePython, type PythonText } from "./python-encoding.js";

/** A file as it was read: its bytes are what a later write must find unchanged. */
export interface DiskFile extends PythonText {
  readonly bytes: Uint8Array;
}

export type ReadFile = DiskFile | UnreadableFile;

export interface UnreadableFile {
  readonly problem: string;
  /** Whether its bytes, as far as there are any, speak of RunPod. One that does not is none of our business. */
  readonly mayMatter: boolean;
}

/** The files below a folder as the core sees them. Each is read once, so that all answers speak of one state. */
export class DiskWorkspace implements Workspace {
  private readonly files = new Map<string, ReadFile>();

  constructor(
    readonly root: string,
    readonly rootName: string | undefined,
    private readonly listed: readonly string[],
    /** Files whose text does not come from the disk. */
    given: ReadonlyMap<string, ReadFile> = new Map(),
  ) {
    for (const [path, file] of given) this.files.set(path, file);
  }

  paths(): readonly string[] {
    return this.listed;
  }

  read(path: string): string | undefined {
    const file = this.open(path);
    return "problem" in file ? undefined : file.text;
  }

  /** A file, or why it cannot be read. */
  open(path: string): ReadFile {
    const known = this.files.get(path) ?? readFromDisk(join(this.root, path));
    this.files.set(path, known);
    return known;
  }
}

function readFromDisk(path: string): ReadFile {
  try {
    return decoded(readFileSync(path));
  } catch (error) {
    return { problem: reasonOf(error), mayMatter: true };
  }
}

export function decoded(bytes: Uint8Array): ReadFile {
  const result = decodePython(bytes);
  if ("file" in result) return { ...result.file, bytes };
  return { problem: result.problem, mayMatter: mayConcernRunpod(Buffer.from(bytes).toString("latin1")) };
}
