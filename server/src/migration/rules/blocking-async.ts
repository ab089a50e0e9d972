import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { isAsync, ownNodes } from "../../python/queries.js";
import { pages, sdkRow, type Discovery, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

const BLOCKING =
  /^(?:requests\.(?:get|post|put|patch|delete|head|request)|time\.sleep|urllib\.request\.(?:urlopen|urlretrieve)|httpx\.(?:get|post|put|patch|delete|head|request|stream)|os\.system|subprocess\.(?:run|call|check_call|check_output))$/;

export const blockingAsync: Rule = {
  name: "blocking-async",
  title: "An async handler that blocks",
  mappings: [sdkRow("blocking calls in an async handler", "a plain def, or await")],
  why: "A call that blocks keeps the event loop from doing anything else: other requests wait, and so do fal's health checks, which may end the runner. A plain `def` endpoint runs in a thread; or the call is awaited.",
  links: pages("blocking-async", "serverless/workers/concurrent-handler"),
  safety: "manual",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "A request that blocks",
      code: py`
        import requests
        import runpod

        async def handler(job):
            return requests.get(job["input"]["url"]).text

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["requests.get"],
    },
    {
      title: "In a plain handler",
      code: py`
        import requests
        import runpod

        def handler(job):
            return requests.get(job["input"]["url"]).text

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, isAsyncWorker, isReachable, isModuleCode }) {
    if (!isAsyncWorker || !isReachable || isModuleCode) return;
    for (const definition of module.root.walk()) {
      if (definition.type === "function_definition" && isAsync(definition)) yield* blockingCalls(module, definition);
    }
  },
};

function* blockingCalls(module: PythonModule, definition: PyNode): Generator<Discovery> {
  for (const call of ownNodes(definition.field("body") ?? definition)) {
    const callee = call.type === "call" ? call.field("function") : undefined;
    if (callee !== undefined && BLOCKING.test(module.names.of(callee) ?? ""))
      yield {
        span: callee,
        message:
          "This blocks the event loop, and with it fal's health checks; use a plain `def` endpoint, or await the call.",
      };
  }
}
