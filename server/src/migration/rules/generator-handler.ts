import { guideRow, pages, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const generatorHandler: Rule = {
  name: "generator-handler",
  title: "A handler that streams",
  mappings: [guideRow("yield result (streaming)", "StreamingResponse, or @fal.realtime()")],
  why: "RunPod sends what a handler yields as chunks that callers poll for. A fal endpoint returns a `StreamingResponse` whose events arrive at once; it must not yield itself. For text that is sent word by word, `@fal.realtime` is the other choice, which the editor offers beside it: the caller opens a websocket, sends the input as msgpack and gets every chunk as a message (`fal_client.realtime(app)`). It is not chosen by default, because callers of a stream would have to change, and chunks are no longer JSON.",
  links: pages("generator-handler", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "A generator",
      code: py`
        import runpod

        def handler(job):
            for word in job["input"]["text"].split():
                yield word

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["handler"],
    },
    {
      title: "A name that lies",
      code: py`
        import runpod

        async def async_generator_handler(job):
            return [1, 2]

        runpod.serverless.start({"handler": async_generator_handler})
      `,
      finds: [],
    },
  ],
  *find({ handlers }) {
    for (const { definition, isGenerator } of handlers) {
      if (!isGenerator) continue;
      const span = definition.field("name") ?? definition;
      yield {
        span,
        message:
          "A handler that yields becomes a `/stream` endpoint that returns a `StreamingResponse`; `@fal.realtime` is the other choice.",
      };
    }
  },
};
