import { ownNodes } from "../../python/queries.js";
import { isTruthyError, returnedDictionaries } from "../rules/shared/answers.js";
import { remarkAt, type QuietChange } from "./quiet-change.js";

/** RunPod tells a failure by the job's status word; fal by the HTTP status of the result. */
export const statuses: QuietChange = function* ({ worker, module }) {
  for (const { definition, isGenerator } of worker.handlers) {
    if (definition === undefined || isGenerator) continue;
    const returned = returnedDictionaries(definition).find(({ entries }) => isTruthyError(entries))?.statement;
    const failure = returned ?? [...ownNodes(definition)].find(({ type }) => type === "raise_statement");
    if (failure === undefined) continue;
    yield remarkAt(
      module,
      failure,
      "error-return",
      "RunPod's status word for such a job was FAILED; fal's queue calls the request COMPLETED, and whoever fetches its result gets the HTTP error: callers that compare status words must look at the result instead.",
    );
    return;
  }
};
