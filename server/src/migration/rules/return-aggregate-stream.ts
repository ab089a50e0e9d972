import { GUIDE, type Rule } from "./rule.js";

export const returnAggregateStream: Rule = {
  name: "return-aggregate-stream",
  title: "Chunks are also answered as a list",
  mappings: [{ runpod: "return_aggregate_stream", fal: "a second endpoint that lists the chunks", source: GUIDE }],
  why: "fal streams at `/stream`; callers who want the whole list ask `/`.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/return-aggregate-stream.md"],
  safety: "review",
  severity: "information",
  examples: [],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      const option = start.options.get("return_aggregate_stream");
      if (option !== undefined)
        yield { span: option, message: "`return_aggregate_stream` becomes an endpoint at `/` beside `/stream`." };
    }
  },
};
