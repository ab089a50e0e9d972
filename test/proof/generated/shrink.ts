import type { Trial, TrialBench } from "./trial.js";

/** The simplest worker of the same seed that still differs: one choice after the other is made simple where it may be. */
export async function shrink(bench: TrialBench, failed: Trial): Promise<Trial> {
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
