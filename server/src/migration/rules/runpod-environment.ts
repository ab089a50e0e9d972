import { GUIDE, type Rule } from "./rule.js";

export const runpodEnvironment: Rule = {
  name: "runpod-environment",
  title: "A variable that RunPod sets",
  mappings: [{ runpod: "RUNPOD_*", fal: "FAL_*", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/runpod-environment.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
