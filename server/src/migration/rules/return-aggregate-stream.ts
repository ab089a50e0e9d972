import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const returnAggregateStream: Rule = {
  name: "return-aggregate-stream",
  title: "A stream is collected for other callers",
  mappings: [sdkRow("return_aggregate_stream", 'a second endpoint, "/", that returns the list')],
  why: 'With this option RunPod gave the list of all chunks to callers who do not stream. On fal the stream has its own endpoint, "/stream", and "/" returns the list. It did nothing for handlers that do not yield.',
  links: pages("return-aggregate-stream", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  announced: "note",
  examples: [
    {
      title: "A generator that is also collected",
      code: py`
        import runpod

        def handler(job):
            for word in job["input"]["text"].split():
                yield word

        runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
      `,
      finds: ["True"],
    },
    {
      title: "Turned off",
      code: py`
        import runpod

        def handler(job):
            yield 1

        runpod.serverless.start({"handler": handler, "return_aggregate_stream": False})
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const { start, handler } of starts) {
      const value = start.options.get("return_aggregate_stream");
      if (value === undefined || value.type === "false") continue;
      const streams = handler?.kind !== "function" || handler.isGenerator;
      const message = streams
        ? "The collected stream becomes a second `@fal.endpoint`, `/`, that returns the list of chunks; `/stream` sends them."
        : "`return_aggregate_stream` does nothing, because the handler does not yield; fal needs nothing in its place.";
      yield { span: value, message };
    }
  },
};
