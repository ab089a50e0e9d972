import { pages, sdkRow, type Rule } from "./rule.js";

export const moduleBridge: Rule = {
  name: "module-bridge",
  title: "The worker was kept as a module",
  mappings: [sdkRow("a worker that cannot be taken apart", "a fal.App that imports it in setup()")],
  why: "Where the parts of a worker cannot be moved one by one without changing what it does, the app is written into a file of its own. Its `setup()` imports the old module on the runner, and its endpoint calls the old handler.",
  links: pages("module-bridge", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  examples: [],
};
