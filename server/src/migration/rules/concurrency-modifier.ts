import { GUIDE, type Rule } from "./rule.js";

export const concurrencyModifier: Rule = {
  name: "concurrency-modifier",
  title: "Jobs run side by side",
  mappings: [{ runpod: "concurrency_modifier", fal: "max_multiplexing", source: GUIDE }],
  why: "fal takes a fixed number of requests a runner works on at once.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/concurrency-modifier.md"],
  safety: "review",
  severity: "information",
  examples: [],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      const option = start.options.get("concurrency_modifier");
      if (option !== undefined)
        yield { span: option, message: "`concurrency_modifier` corresponds to `max_multiplexing` of the app." };
    }
  },
};
