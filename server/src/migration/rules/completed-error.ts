import { stringValue } from "../../python/literals.js";
import type { PyNode } from "../../python/node.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { answerDictionaries, isTruthyError, keyNode } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const completedError: Rule = {
  name: "completed-error",
  title: "An error that RunPod takes for a success",
  mappings: [
    sdkRow('return {"errors": …} (COMPLETED)', "the same answer with status 200"),
    sdkRow('return {"status": "error"} (COMPLETED)', "the same answer with status 200"),
  ],
  why: "Only the key `error` fails a RunPod job. An answer that speaks of failure in another way was COMPLETED, and callers look into it. The fal app answers the same with status 200; where callers should see a failure instead, raise `HTTPException`.",
  links: pages("completed-error", "serverless/workers/handler-functions"),
  safety: "manual",
  severity: "information",
  announced: "note",
  examples: [
    {
      title: "Other words for failure",
      code: py`
        import runpod

        def handler(job):
            if "a" in job["input"]:
                return {"errors": ["a is not allowed"]}
            if "b" in job["input"]:
                return {"status": "error", "message": "b is not allowed"}
            return {"success": True}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['"errors"', '"status"'],
    },
    {
      title: "A job that fails",
      code: py`
        import runpod

        def handler(job):
            return {"error": "it went wrong", "success": False}

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ handlers, answerers }) {
    const answering = handlers.filter(({ isGenerator }) => !isGenerator).map(({ definition }) => definition);
    for (const definition of [...answering, ...answerers]) {
      for (const { dictionary, entries } of answerDictionaries(definition)) {
        const key = isTruthyError(entries) ? undefined : failureKey(entries);
        if (key !== undefined)
          yield {
            span: keyNode(dictionary, key),
            message: `RunPod completes a job with such a \`${key}\`, and the fal app answers 200; raise \`HTTPException\` to make it a failure.`,
          };
      }
    }
  },
};

/** The key by which an answer says that the job failed. */
function failureKey(entries: ReadonlyMap<string, PyNode>): string | undefined {
  if (entries.has("errors")) return "errors";
  const status = stringValue(entries.get("status")) ?? "";
  if (/^(?:error|failed|failure|fail)$/i.test(status)) return "status";
  return ["success", "ok"].find((key) => entries.get(key)?.type === "false");
}
