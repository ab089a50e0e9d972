import { join } from "node:path";
import type { ProofSide } from "./proof-side.js";
import type { NewResult, OldResult } from "./task.js";

const mostPairs = 200;

/** The pairs of digests (`old fresh`) with other bytes and the same pixels, among the files of answers to the same request. */
export async function picturePairs(
  runner: ProofSide<NewResult>,
  old: OldResult,
  fresh: readonly NewResult[],
  folder: string | undefined,
): Promise<ReadonlySet<string>> {
  const pairs = folder === undefined ? [] : candidates(old, fresh).slice(0, mostPairs);
  if (folder === undefined || pairs.length === 0) return new Set();
  const pictures = pairs.map(([first, second]) => [join(folder, first), join(folder, second)] as const);
  const { same = [] } = await runner.run({ file: "", requests: [], pictures });
  return new Set(pairs.filter((_, index) => same[index] === true).map(([first, second]) => `${first} ${second}`));
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
