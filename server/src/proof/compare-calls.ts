import { comparison, type Comparison, type Difference } from "./difference.js";

/** Whether both sides made the same calls on doubles, in the same order; but for those that chance decides. */
export function compareCalls(
  old: readonly string[] = [],
  fresh: readonly string[] = [],
  again: readonly string[] = old,
): Comparison {
  const made = fresh.filter((call) => old.includes(call) || !(call.endsWith(SAVED_IN_MEMORY) || isOfThread(call)));
  const length = Math.max(old.length, made.length);
  for (let index = 0; index < length; index += 1)
    if (old[index] !== made[index] && old[index] === again[index])
      return comparison([callDifference(old[index], made[index], `calls[${index}]`)]);
  return comparison([]);
}

/** How `Image.from_pil` of fal gets the bytes of an image that RunPod could not send. */
const SAVED_IN_MEMORY = ".save(…)";

/** A setting that the app makes again in the thread of its request, where the worker had one thread. */
function isOfThread(call: string): boolean {
  return /\bset_grad_enabled\(|\bcuda\.set_device\(/.test(call);
}

/** Whether both sides loaded the same: decorators run when a class is made, so the order between them may change. */
export function compareLoading(old: readonly string[] = [], fresh: readonly string[] = []): Comparison {
  const [before, after] = [[...old].sort(), [...fresh].sort()];
  const differences = [
    ...without(before, after).map((call) => callDifference(call, undefined, "loading")),
    ...without(after, before).map((call) => callDifference(undefined, call, "loading")),
  ];
  return comparison(differences);
}

function callDifference(old: string | undefined, fresh: string | undefined, at: string): Difference {
  const reason = old === undefined ? "called now, not before" : fresh === undefined ? "no longer called" : "other call";
  return { at, old, fresh, reason };
}

function without(calls: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return calls.filter((call) => {
    const index = left.indexOf(call);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
