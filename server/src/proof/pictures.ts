import { join } from "node:path";
import type { NewResult, OldResult } from "./task.js";

/** Whether two picture files have the same pixels. */
export type ComparePictures = (old: string, fresh: string) => Promise<boolean>;

const mostPairs = 200;

/** The pairs of digests (`old fresh`) with other bytes and the same pixels, among the files of answers to the same request. */
export async function picturePairs(
  old: OldResult,
  fresh: readonly NewResult[],
  folder: string | undefined,
  compare: ComparePictures | undefined,
): Promise<ReadonlySet<string>> {
  if (folder === undefined || compare === undefined) return new Set();
  const same = new Set<string>();
  for (const [first, second] of candidates(old, fresh).slice(0, mostPairs))
    if (await compare(join(folder, first), join(folder, second))) same.add(`${first} ${second}`);
  return same;
}

function candidates(old: OldResult, fresh: readonly NewResult[]): readonly (readonly [string, string])[] {
  return old.answers.flatMap((answer, index) =>
    Object.values(answer.files ?? {}).flatMap((file) =>
      fresh
        .flatMap((result) => Object.values(result.answers[index]?.files ?? {}))
        .filter((other) => other.sha256 !== file.sha256)
        .map((other) => [file.sha256, other.sha256] as const),
    ),
  );
}
