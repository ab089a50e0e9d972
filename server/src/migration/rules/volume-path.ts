import { GUIDE, type Rule } from "./rule.js";

export const volumePath: Rule = {
  name: "volume-path",
  title: "A path on the network volume",
  mappings: [{ runpod: "/runpod-volume", fal: "/data", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/volume-path.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
