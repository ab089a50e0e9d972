import { parseArgs } from "node:util";
import { failureText, runGenerated, summary } from "../test/proof/generated/run.js";
import { seconds } from "./setup/progress.js";

/**
 * Composes random workers of a seed, converts them and compares both sides: `npm run proof:generated -- --seed 7`.
 * `--first N --count 1` repeats one of them. Fails where one differs.
 */
export async function main(options: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...options],
    options: {
      seed: { type: "string", default: String(Date.now() % 100_000) },
      count: { type: "string", default: "500" },
      first: { type: "string", default: "0" },
      shrink: { type: "string", default: "3" },
    },
  });
  const started = Date.now();
  const seed = Number(values.seed);
  console.log(`Generated workers of seed ${String(seed)} …`);
  const run = { seed, count: Number(values.count), first: Number(values.first), shrunk: Number(values.shrink) };
  const result = await runGenerated(run);
  for (const failure of result.failures) console.log(`${failureText(failure)}\n`);
  console.log(`${summary(result, seed)}\nin ${seconds(started)}`);
  return result.failures.length === 0 ? 0 : 1;
}
