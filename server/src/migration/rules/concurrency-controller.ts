import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const concurrencyController: Rule = {
  name: "concurrency-controller",
  title: "An option that RunPod has removed",
  mappings: [sdkRow("concurrency_controller (until 1.3)", "max_multiplexing")],
  why: "`concurrency_controller` was replaced by `concurrency_modifier` in SDK 1.4.0 and has been ignored since. How many requests a fal runner serves at once is a number, `max_multiplexing`.",
  links: pages("concurrency-controller", "serverless/workers/concurrent-handler"),
  safety: "review",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "The old name",
      code: py`
        import runpod

        async def handler(job):
            return 1

        runpod.serverless.start({"handler": handler, "concurrency_controller": lambda: True})
      `,
      finds: ["lambda: True"],
    },
    {
      title: "The present name",
      code: py`
        import runpod

        async def handler(job):
            return 1

        runpod.serverless.start({"handler": handler, "concurrency_modifier": lambda current: 4})
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      const value = start.options.get("concurrency_controller");
      if (value === undefined) continue;
      const message =
        "RunPod has ignored `concurrency_controller` since SDK 1.4.0; on fal, `max_multiplexing` is the number of requests at once.";
      yield { span: value, message };
    }
  },
};
