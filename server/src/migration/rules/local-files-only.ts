import { GUIDE, type Rule } from "./rule.js";

export const localFilesOnly: Rule = {
  name: "local-files-only",
  title: "Weights are expected in the image",
  mappings: [{ runpod: "local_files_only=True", fal: "a download into /data in setup()", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/local-files-only.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
