import { GUIDE, type Rule } from "./rule.js";

export const moduleState: Rule = {
  name: "module-state",
  title: "A model is loaded when the module is",
  mappings: [{ runpod: "module level", fal: "setup()", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/module-state.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
