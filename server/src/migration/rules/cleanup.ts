import { GUIDE, type Rule } from "./rule.js";

export const cleanup: Rule = {
  name: "cleanup",
  title: "Files are cleaned up",
  mappings: [{ runpod: "rp_cleanup.clean", fal: "shutil", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/cleanup.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
