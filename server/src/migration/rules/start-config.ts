import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const startConfig: Rule = {
  name: "start-config",
  title: "The configuration of a worker cannot be followed",
  mappings: [sdkRow("start(configuration)", "endpoints of the fal.App")],
  why: "Which handler a worker has is read from the dictionary that `start` is given, also through variables and spreads. Where that dictionary comes from somewhere else, only a person can say which function becomes the endpoint.",
  links: pages("start-config", "serverless/workers/handler-functions"),
  safety: "manual",
  severity: "warning",
  examples: [
    {
      title: "A configuration from a function",
      code: py`
        import runpod
        from settings import configuration

        runpod.serverless.start(configuration())
      `,
      finds: ["configuration()"],
    },
    {
      title: "A configuration that can be followed",
      code: py`
        import runpod

        def handler(job):
            return "ok"

        config = {"handler": handler}
        config["return_aggregate_stream"] = False
        runpod.serverless.start(config)
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      if (start.handler !== undefined) continue;
      const span = start.call.field("arguments")?.namedChildren[0] ?? start.call;
      yield { span, message: "The handler cannot be seen here; name the function that becomes the `@fal.endpoint`." };
    }
  },
};
