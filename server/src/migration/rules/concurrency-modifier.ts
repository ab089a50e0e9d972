import { parametersOf } from "../../python/functions.js";
import { guideRow, pages, type RegisteredStart, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const concurrencyModifier: Rule = {
  name: "concurrency-modifier",
  title: "How many jobs a worker takes at once",
  mappings: [guideRow("Concurrency per worker", "max_multiplexing")],
  why: "RunPod asks this function how many jobs to take; all of them share one event loop, so it does nothing for a handler that is not `async`. fal's `max_multiplexing` is a number, and a plain method really runs in several threads: it is carried over for async handlers only.",
  links: pages("concurrency-modifier", "serverless/workers/concurrent-handler"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "An async handler",
      code: py`
        import runpod

        async def handler(job):
            return 1

        runpod.serverless.start({"handler": handler, "concurrency_modifier": lambda current: 4})
      `,
      finds: ["lambda current: 4"],
    },
    {
      title: "Without the option",
      code: py`
        import runpod

        async def handler(job):
            return 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const registered of starts) {
      const value = registered.start.options.get("concurrency_modifier");
      if (value !== undefined) yield { span: value, message: messageFor(registered) };
    }
  },
};

function messageFor({ handler, modifier }: RegisteredStart): string {
  if (handler?.kind === "function" && !handler.isAsync)
    return "`concurrency_modifier` does nothing for a handler that is not async; as `max_multiplexing` it would run requests in parallel threads, so it is left out.";
  const isTrap = modifier?.type === "function_definition" && parametersOf(modifier)[0]?.default !== undefined;
  return isTrap
    ? "RunPod calls this with the current concurrency, 1 at first, so the parameter's default is never used; set `max_multiplexing` to what is meant."
    : "The number of jobs at once becomes `max_multiplexing` of the `fal.App`.";
}
