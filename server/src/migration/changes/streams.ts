import { remarkAt, type QuietChange } from "./quiet-change.js";

/** What callers of a generator handler that do not stream get. */
export const streams: QuietChange = function* ({ worker, module }) {
  for (const { start, expression, definition, isGenerator, returnsGenerator } of worker.handlers) {
    if (!isGenerator || returnsGenerator) continue;
    const option = start.options.get("return_aggregate_stream");
    const isListed = option !== undefined && option.type !== "false";
    const reason = isListed
      ? "One RunPod job gave its chunks to `/stream` and their list to `/run`; the app's `/stream` and `/` are two requests, and each runs the generator."
      : "Without `return_aggregate_stream` RunPod's `/run` and `/runsync` answered an empty list; the app has `/stream` alone, and a plain call gets 404.";
    yield remarkAt(module, definition ?? expression, "generator-handler", reason);
  }
};
