import { pages, sdkRow, type Rule } from "./rule.js";
import { answerDictionaries, keyNode } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const nestedOutput: Rule = {
  name: "nested-output",
  title: "An output inside the output",
  mappings: [sdkRow('return {"output": x} (read as output.output)', 'the body {"output": x}')],
  why: "RunPod puts what a handler returns under `output` itself, so callers of this worker read `output.output`. A fal response has no such layer: its body is the dictionary, and callers read `output` once.",
  links: pages("nested-output", "serverless/endpoints/operation-reference"),
  safety: "review",
  severity: "information",
  announced: "note",
  examples: [
    {
      title: "The key of RunPod's own answer",
      code: py`
        import runpod

        def handler(job):
            return {"output": job["input"]["text"]}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['"output"'],
    },
    {
      title: "Another key",
      code: py`
        import runpod

        def handler(job):
            return {"text": job["input"]["text"]}

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ handlers, answerers }) {
    const answering = handlers.filter(({ isGenerator }) => !isGenerator).map(({ definition }) => definition);
    for (const definition of [...answering, ...answerers]) {
      for (const { dictionary, entries } of answerDictionaries(definition)) {
        if (entries.has("output") && entries.size === 1)
          yield {
            span: keyNode(dictionary, "output"),
            message:
              "RunPod's callers read this as `output.output`; the body of fal's answer is this dictionary, so they read `output`.",
          };
      }
    }
  },
};
