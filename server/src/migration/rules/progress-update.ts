import { GUIDE, type Rule } from "./rule.js";

export const progressUpdate: Rule = {
  name: "progress-update",
  title: "Progress is reported",
  mappings: [{ runpod: "runpod.serverless.progress_update", fal: "print, shown in the request's log", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/progress-update.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
