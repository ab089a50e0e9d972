import { GUIDE, type Rule } from "./rule.js";

export const generatorHandler: Rule = {
  name: "generator-handler",
  title: "The handler streams",
  mappings: [{ runpod: "a generator handler", fal: "StreamingResponse at /stream", source: GUIDE }],
  why: "fal streams server-sent events; a generator as an endpoint would not be one.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/generator-handler.md"],
  safety: "review",
  severity: "information",
  examples: [],
  *find({ handlers }) {
    for (const { definition, isGenerator } of handlers) {
      const name = definition.field("name");
      if (isGenerator && name !== undefined)
        yield { span: name, message: "A generator handler becomes a `StreamingResponse` at `/stream`." };
    }
  },
};
