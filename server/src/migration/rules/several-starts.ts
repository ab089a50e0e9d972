import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const severalStarts: Rule = {
  name: "several-starts",
  title: "More than one handler is registered",
  mappings: [sdkRow("several start calls", "several endpoints of one fal.App")],
  why: "`start` never returns, so of several calls only the first that is reached takes jobs. On fal one app has an endpoint for each handler: the first at `/`, the others under their names. Where an option or the environment chooses which one is started, `setup()` makes that choice and `/` answers with it.",
  links: pages("several-starts", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "Two handlers, chosen by an option",
      code: py`
        import sys
        import runpod

        def one(job):
            return 1

        def two(job):
            return 2

        if "--two" in sys.argv:
            runpod.serverless.start({"handler": two})
        else:
            runpod.serverless.start({"handler": one})
      `,
      finds: ["runpod.serverless.start"],
    },
    {
      title: "One handler",
      code: py`
        import runpod

        runpod.serverless.start({"handler": lambda job: 1})
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const { start } of starts.slice(1)) {
      const span = start.call.field("function") ?? start.call;
      yield {
        span,
        message: "This is a further `start`; where the worker chooses between them, so does the `fal.App`.",
      };
    }
  },
};
