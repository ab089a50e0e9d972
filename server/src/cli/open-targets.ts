import { UsageError } from "./usage-error.js";
import type { WalkProblem } from "./folder-walk.js";
import { inputTarget, lookUp, type Target } from "./targets.js";

/** A Python file that a command was asked to look at. */
export interface FileToOpen {
  readonly target: Target;
  /** In the target's workspace. */
  readonly path: string;
  readonly display: string;
}

export interface OpenFile extends FileToOpen {
  readonly text: string;
}

export interface UnreadableFile extends FileToOpen {
  readonly reason: string;
}

export interface Opened {
  readonly files: readonly OpenFile[];
  readonly unreadable: readonly UnreadableFile[];
  /** What could not be read, files and folders. Grows while files are worked on. */
  readonly problems: WalkProblem[];
}

/** Reads every Python file below the given paths, each once; `-` is standard input. */
export async function openTargets(paths: readonly string[], inputName: string | undefined): Promise<Opened> {
  const problems: WalkProblem[] = [];
  const all: (OpenFile | UnreadableFile)[] = [];
  for (const given of paths) {
    const target = given === "-" ? inputTarget(inputName ?? "", await readInput()) : lookUp(given);
    if ("workspace" in target) {
      problems.push(...target.problems);
      all.push(...target.paths.flatMap((path) => open(target, path)));
    } else problems.push(target);
  }
  const once = [...new Map(all.map((file) => [`${file.target.workspace.root}/${file.path}`, file])).values()];
  const unreadable = once.filter((file) => "reason" in file);
  problems.push(...unreadable.map(({ display, reason }) => ({ path: display, reason })));
  return { files: once.filter((file) => "text" in file), unreadable, problems };
}

function open(target: Target, path: string): readonly (OpenFile | UnreadableFile)[] {
  const file = target.workspace.open(path);
  const display = target.display(path);
  if (!("problem" in file)) return [{ target, path, display, text: file.text }];
  return file.mayMatter || target.kind === "file" ? [{ target, path, display, reason: file.problem }] : [];
}

async function readInput(): Promise<Uint8Array> {
  if (process.stdin.isTTY) throw new UsageError("`-` reads standard input, which is a terminal here");
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}
