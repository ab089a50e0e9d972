import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";
import { isStep } from "../local/sdk-uses.js";

const NOT_IN_THE_SDK = new Set([
  "runpod.handler",
  "runpod.serverless.handler",
  "runpod.handler()",
  "runpod.serverless.handler()",
]);

export const startMisuse: Rule = {
  name: "start-misuse",
  title: "A call that never registered a worker",
  mappings: [sdkRow("start(handler), runpod.start(…), @runpod.handler", "class MyApp(fal.App)")],
  why: "`start` takes one dictionary and the SDK has no decorator: these forms raise when the file is run on RunPod. What the author meant is plain, so the conversion treats the function as the handler.",
  links: pages("start-misuse", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "error",
  announced: "note",
  examples: [
    {
      title: "The function instead of a dictionary",
      code: py`
        import runpod

        def handler(job):
            return 1

        runpod.serverless.start(handler)
      `,
      finds: ["runpod.serverless.start(handler)"],
    },
    {
      title: "A decorator that does not exist",
      code: py`
        import runpod

        @runpod.handler
        def handler(job):
            return 1
      `,
      finds: ["runpod.handler"],
    },
    {
      title: "As documented",
      code: py`
        import runpod

        runpod.serverless.start({"handler": lambda job: 1})
      `,
      finds: [],
    },
  ],
  *find({ uses }) {
    for (const use of uses) {
      if (!NOT_IN_THE_SDK.has(use.name) || isStep(use)) continue;
      yield {
        span: use.node,
        message:
          "RunPod's SDK has no such decorator: this never ran. On fal, a method with `@fal.endpoint` is the handler.",
        isManual: true,
      };
    }
  },
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      if (start.form === "misuse")
        yield {
          span: start.call,
          message: "This call raises on RunPod; its handler becomes an endpoint of a `fal.App`.",
        };
    }
  },
};
