import { ownNodes } from "../../python/queries.js";
import type { PyNode } from "../../python/node.js";
import { remarkAt, type QuietChange } from "./quiet-change.js";

/** An exception that speaks of the GPU answers 503, which fal does not hand to the caller. */
export const restarts: QuietChange = function* ({ worker, module, usesGpu, newText }) {
  if (!usesGpu || newText.includes("@report_errors")) return;
  for (const { definition, isGenerator } of worker.handlers) {
    if (definition?.type !== "function_definition" || isGenerator || catchesAll(definition)) continue;
    yield remarkAt(
      module,
      definition,
      "quiet-change",
      "An exception that nothing catches and whose text speaks of the GPU (CUDA, cuDNN, NCCL, Triton) answers 503: fal replaces the runner and tries the request again, up to ten times. RunPod failed the job at once.",
    );
    return;
  }
};

function catchesAll(definition: PyNode): boolean {
  return [...ownNodes(definition)].some(
    ({ type, text }) =>
      type === "except_clause" && /^except\s*(?::|\(?[^:]*\b(?:BaseException|Exception)\b)/.test(text),
  );
}
