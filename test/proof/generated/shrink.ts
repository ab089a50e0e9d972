import type { GeneratedWorker } from "./worker.js";

/** What shrinking needs to know of a worker that was tried. */
interface Tried {
  readonly seed: string;
  readonly worker: GeneratedWorker;
  readonly difference: string;
}

interface Bench<Result extends Tried> {
  try(seed: string, simplified?: ReadonlySet<string>): Promise<Result>;
}

/** The simplest worker of the same seed that still differs: one choice after the other is made simple where it may be. */
export async function shrink<Result extends Tried>(bench: Bench<Result>, failed: Result): Promise<Result> {
  const simplified = new Set<string>();
  let best = failed;
  for (let size = -1; size !== simplified.size;) {
    size = simplified.size;
    for (const label of best.worker.intricate) {
      const attempt = await bench.try(failed.seed, new Set([...simplified, label]));
      if (attempt.difference === "") continue;
      simplified.add(label);
      best = attempt;
    }
  }
  return best;
}
