import { pages, sdkRow, type Rule } from "./rule.js";
import { isTruthyError, returnedDictionaries } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const errorReturn: Rule = {
  name: "error-return",
  title: "An error is returned",
  mappings: [
    sdkRow('return {"error": message}', "raise HTTPException(status_code=…, detail=message)"),
    sdkRow('return {"error": …, "more": …}', "raise HTTPException(…, detail={…})"),
  ],
  why: "RunPod takes `error` out of a returned dictionary and fails the job. On fal the same dictionary would be a success with status 200. An HTTP error is 422 where the input is to blame, else 500; never 503 or 504, because fal tries those requests again.",
  links: pages("error-return", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  examples: [
    {
      title: "A message, and a message with more",
      code: py`
        import runpod

        def handler(job):
            prompt = job["input"].get("prompt")
            if prompt is None:
                return {"error": "a prompt is needed"}
            if len(prompt) > 100:
                return {"error": "too long", "limit": 100}
            return prompt

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['return {"error": "a prompt is needed"}', 'return {"error": "too long", "limit": 100}'],
    },
    {
      title: "An error that says there was none",
      code: py`
        import runpod

        def handler(job):
            return {"text": "a", "error": None}

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ handlers }) {
    for (const { definition, isGenerator } of handlers) {
      for (const { statement, entries } of isGenerator ? [] : returnedDictionaries(definition)) {
        if (isTruthyError(entries)) yield { span: statement, message: messageFor(entries) };
      }
    }
  },
};

function messageFor(entries: ReadonlyMap<string, unknown>): string {
  const others = [...entries.keys()].filter((key) => key !== "error" && key !== "refresh_worker");
  return others.length === 0
    ? "RunPod fails a job whose answer has an `error`; on fal, that is `raise HTTPException`."
    : "RunPod fails a job whose answer has an `error`; on fal, that is `raise HTTPException` with the dictionary as its `detail`.";
}
