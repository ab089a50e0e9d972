import { literalOf } from "../../python/literals.js";
import type { Worker } from "../../runpod/worker.js";
import { multiplexingOf } from "./concurrency.js";

/** Options that authors gave to `start` although RunPod ignores them, because fal has them. */
const STARTUP_TIMEOUTS = ["startup_timeout", "init_timeout", "prestart_timeout"];

/** What the configuration of a worker says about its app: options of the class. */
export function startOptions(worker: Worker): readonly string[] {
  const { most } = multiplexingOf(worker);
  const seconds = worker.starts
    .flatMap(({ options }) => STARTUP_TIMEOUTS.map((name) => literalOf(options.get(name))))
    .flatMap((literal) => (literal?.kind === "int" ? [literal.value] : []));
  return [
    ...(most === undefined ? [] : [`max_multiplexing=${String(most)}`]),
    ...(seconds.length === 0 ? [] : [`startup_timeout=${String(Math.max(...seconds))}`]),
  ];
}
