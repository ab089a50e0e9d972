import { pages, sdkRow, type Rule } from "./rule.js";

export const requirements: Rule = {
  name: "requirements",
  title: "The packages were collected",
  mappings: [sdkRow("pip install lines, requirements.txt", "requirements of the fal.App")],
  why: "fal builds the environment from the app's `requirements`. They are collected from the Dockerfile, requirement files and imports; RunPod's SDK and what fal brings itself are left out.",
  links: pages("requirements", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [],
};
