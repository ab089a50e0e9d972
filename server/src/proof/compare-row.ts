import { compareAnswer, type Pair } from "./compare.js";
import { compareCalls } from "./compare-calls.js";
import { compareStream } from "./compare-stream.js";
import { joined, type Comparison } from "./difference.js";

/** Whether an endpoint answers what the job answered. */
export function compareAnswerAt(path: string, pair: Pair): Comparison {
  return path.endsWith("/stream") ? compareStream(pair) : compareAnswer(pair);
}

/** The same, and whether it called the same on the way. */
export function compareRow(path: string, pair: Pair): Comparison {
  const answers = compareAnswerAt(path, pair);
  const refused = pair.fresh.status === 422 && (pair.fresh.calls ?? []).length === 0;
  if (refused || pair.old.posted === null || pair.old.posted === undefined) return answers;
  return joined([answers, compareCalls(pair.old.calls, pair.fresh.calls, pair.again?.calls)]);
}
