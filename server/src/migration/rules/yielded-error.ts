import { pages, sdkRow, type Rule } from "./rule.js";
import { isTruthyError, returnedDictionaries, yieldedDictionaries } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const yieldedError: Rule = {
  name: "yielded-error",
  title: "An error in a stream",
  mappings: [
    sdkRow('yield {"error": …}', "a last event with the error"),
    sdkRow('return {"error": …} in a generator (lost)', "a last event with the error"),
  ],
  why: "RunPod fails the job at a yielded `error` and does not go on with the generator. An event stream has no status that could still change, so on fal the error is the last event. What a generator returns was never sent on RunPod.",
  links: pages("yielded-error", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  announced: "note",
  examples: [
    {
      title: "A stream that ends in an error",
      code: py`
        import runpod

        def handler(job):
            if not job["input"]["text"]:
                yield {"error": "no text"}
            yield "done"

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['yield {"error": "no text"}'],
    },
    {
      title: "An error that nobody saw",
      code: py`
        import runpod

        def handler(job):
            if not job["input"]["text"]:
                return {"error": "no text"}
            yield "done"

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['return {"error": "no text"}'],
    },
    {
      title: "Chunks without an error",
      code: py`
        import runpod

        def handler(job):
            yield {"text": "done", "error": None}

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ handlers }) {
    for (const { definition, isGenerator } of handlers) {
      if (!isGenerator) continue;
      for (const { statement, entries } of yieldedDictionaries(definition)) {
        if (isTruthyError(entries))
          yield {
            span: statement,
            message: "RunPod stops the stream here; on fal, this error is the last event of the stream.",
          };
      }
      for (const { statement, entries } of returnedDictionaries(definition)) {
        if (isTruthyError(entries))
          yield {
            span: statement,
            message: "RunPod loses what a generator returns; on fal, this error is the last event of the stream.",
            severity: "error",
          };
      }
    }
  },
};
