import { concurrencyBound } from "../../runpod/concurrency.js";
import type { Handler, Worker } from "../../runpod/worker.js";
import type { Remark } from "../report.js";

/** `max_multiplexing` of an app, and what the report says about it. */
export interface Multiplexing {
  readonly most: number | undefined;
  readonly remarks: readonly Remark[];
}

/**
 * The number of requests that a runner may take at once. Only async handlers shared a RunPod worker; a plain method
 * would really run in several threads, which its code was never written for.
 */
export function multiplexingOf(worker: Worker): Multiplexing {
  const limited = worker.handlers.flatMap((handler) => {
    const modifier = handler.start.options.get("concurrency_modifier");
    return modifier === undefined ? [] : [{ handler, modifier }];
  });
  const areAllAsync = worker.handlers.every(({ isAsync }) => isAsync);
  const read = limited.map(({ handler, modifier }) => {
    const bound = concurrencyBound(worker.module, modifier);
    const most = areAllAsync && bound !== undefined && bound.most > 1 ? bound.most : undefined;
    const reason = reasonFor(handler, modifier.text, bound, most);
    return { most, remark: { rule: "concurrency-modifier", line: worker.module.line(modifier), reason } as const };
  });
  const numbers = read.flatMap(({ most }) => most ?? []);
  return {
    most: numbers.length === 0 || numbers.length < limited.length ? undefined : Math.max(...numbers),
    remarks: read.map(({ remark }) => remark),
  };
}

type Bound = ReturnType<typeof concurrencyBound>;

function reasonFor(handler: Handler, modifier: string, bound: Bound, most: number | undefined): string {
  const name = modifier.length > 60 ? "`concurrency_modifier`" : `\`${modifier}\``;
  const variable =
    bound?.variable === undefined ? "" : `, the default of \`${bound.variable}\`, which is not read any more`;
  if (most !== undefined) return `${name} becomes \`max_multiplexing=${String(most)}\`${variable}`;
  if (!handler.isAsync)
    return `${name} is left out: RunPod ran one job after another because the handler is not async, and \`max_multiplexing\` would run it in parallel threads`;
  if (bound === undefined)
    return `${name} is left out because the most it answers cannot be read from the code; \`max_multiplexing\` of the app sets how many requests share a runner, 1 by default`;
  if (bound.most <= 1 && bound.variable !== undefined)
    return `${name} is left out: RunPod calls it with the current number, 1 at first, so it answers 1 unless \`${bound.variable}\` says otherwise; set \`max_multiplexing\` of the app to what is meant`;
  return bound.most <= 1
    ? `${name} is left out: it answers 1, which is fal's default too`
    : `${name} is left out because another handler of this worker is not async; \`max_multiplexing\` holds for the whole app`;
}
