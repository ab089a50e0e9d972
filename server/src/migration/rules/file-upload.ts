import { GUIDE, type Rule } from "./rule.js";

export const fileUpload: Rule = {
  name: "file-upload",
  title: "A file is uploaded to a bucket",
  mappings: [{ runpod: "rp_upload", fal: "fal.toolkit File and Image", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/file-upload.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
