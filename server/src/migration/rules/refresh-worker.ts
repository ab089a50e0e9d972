import { GUIDE, type Rule } from "./rule.js";

export const refreshWorker: Rule = {
  name: "refresh-worker",
  title: "The worker is replaced after a job",
  mappings: [{ runpod: "refresh_worker", fal: "the response header x-fal-stop-runner", source: GUIDE }],
  why: "A 503 would throw a finished answer away and try the request again.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/refresh-worker.md"],
  safety: "review",
  severity: "information",
  examples: [],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      const option = start.options.get("refresh_worker");
      if (option !== undefined)
        yield { span: option, message: "`refresh_worker` becomes the response header `x-fal-stop-runner`." };
    }
  },
};
