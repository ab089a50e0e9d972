import { GUIDE, type Rule } from "./rule.js";

export const fileDownload: Rule = {
  name: "file-download",
  title: "A file is downloaded",
  mappings: [{ runpod: "rp_download", fal: "fal.toolkit download_file", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/file-download.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
