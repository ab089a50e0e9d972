import { guideRow, pages, type Rule } from "./rule.js";
import { isTruthyError, returnedDictionaries } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const handlerOutput: Rule = {
  name: "handler-output",
  title: "An answer is returned",
  mappings: [guideRow("return result", "return Output(...)")],
  why: "Where all answers of a handler have the same keys, an `Output` model declares them, so that fal's playground and clients know what comes back. Any other answer is the body of the response as it is: callers get the same JSON, no longer inside RunPod's `output`.",
  links: pages("handler-output", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "A dictionary",
      code: py`
        import runpod

        def handler(job):
            return {"text": job["input"]["prompt"].upper()}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['{"text": job["input"]["prompt"].upper()}'],
    },
    {
      title: "A plain value, and a helper's dictionary",
      code: py`
        import runpod

        def helper(text):
            return {"text": text}

        def handler(job):
            return helper("a")["text"]

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ handlers }) {
    for (const { definition, isGenerator } of handlers) {
      for (const { dictionary, entries } of isGenerator ? [] : returnedDictionaries(definition)) {
        if (entries.size > 0 && !isTruthyError(entries))
          yield {
            span: dictionary,
            message: "A returned dictionary becomes an `Output` model where all answers have the same keys.",
          };
      }
    }
  },
};
