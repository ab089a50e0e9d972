import { GUIDE, type Rule } from "./rule.js";

export const sdkLogger: Rule = {
  name: "sdk-logger",
  title: "RunPod's logger",
  mappings: [{ runpod: "RunPodLogger", fal: "logging", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/sdk-logger.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
