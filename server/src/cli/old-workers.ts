import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FileWrite } from "./write-files.js";

/** The hidden folder beside a migrated file that keeps it as it was, under its own name. */
export const OLD_FOLDER = ".runpod-to-fal";

/** A file that a migration is about to overwrite. */
export interface Overwritten {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** It called `start`. */
  readonly isWorker: boolean;
}

/**
 * The copies that `verify` compares with later. A worker's newest version that called `start` is kept; of the other
 * files the oldest, because that is the one the worker ran with.
 */
export function oldCopies(files: readonly Overwritten[]): readonly FileWrite[] {
  const kept = files.filter(({ path, isWorker }) => isWorker || !existsSync(copyOf(path)));
  const folders = [...new Set(kept.map(({ path }) => dirname(copyOf(path))))];
  return [
    ...folders.map((folder) => ({
      path: join(folder, ".gitignore"),
      bytes: Buffer.from("*\n"),
      expected: "anything" as const,
    })),
    ...kept.map(({ path, bytes }) => ({ path: copyOf(path), bytes, expected: "anything" as const })),
  ];
}

/** Where the old version of a file is kept. */
export function copyOf(path: string): string {
  return join(dirname(path), OLD_FOLDER, basename(path));
}
