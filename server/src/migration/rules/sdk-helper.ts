import { GUIDE, type Rule } from "./rule.js";

export const sdkHelper: Rule = {
  name: "sdk-helper",
  title: "A helper of RunPod's SDK",
  mappings: [{ runpod: "rp_debugger, rp_cuda and their like", fal: "standard Python", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/sdk-helper.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
