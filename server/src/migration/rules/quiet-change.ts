import { pages, sdkRow, type Rule } from "./rule.js";

export const quietChange: Rule = {
  name: "quiet-change",
  title: "A behaviour that changes without a trace in the code",
  mappings: [sdkRow("what RunPod's SDK did by itself", "what fal does by itself")],
  why: "Some things were never in the code: the SDK sets up logging when it is imported, retries, and ends a worker in its own way. Where the fal app differs in such a thing, the report says so.",
  links: pages("quiet-change", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [],
};
