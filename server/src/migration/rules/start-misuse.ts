import { GUIDE, type Rule } from "./rule.js";

export const startMisuse: Rule = {
  name: "start-misuse",
  title: "A start that never ran on RunPod",
  mappings: [{ runpod: "runpod.serverless.start(handler)", fal: "fal.App", source: GUIDE }],
  why: "RunPod's `start` takes one dictionary with a handler; every other form fails before the first job.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/start-misuse.md"],
  safety: "review",
  severity: "error",
  examples: [],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      if (start.form === "misuse")
        yield { span: start.call, message: "This start never ran on RunPod; a `fal.App` class does what it meant." };
    }
  },
};
