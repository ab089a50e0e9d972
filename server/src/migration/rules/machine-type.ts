import { pages, sdkRow, type Rule } from "./rule.js";

export const machineType: Rule = {
  name: "machine-type",
  title: "The machine was chosen",
  mappings: [sdkRow("the endpoint's GPU types", "machine_type of the fal.App")],
  why: "RunPod keeps the choice of a GPU outside the code. `machine_type` of the app says it: read from settings, comments and documentation of the worker where they name a GPU, else `GPU-A100` where a GPU library is imported, else `S`. fal's `GPU-A100` has 40 GB; RunPod's A100 with 80 GB corresponds to `GPU-H100`.",
  links: pages("machine-type", "serverless/endpoints/endpoint-configurations"),
  safety: "review",
  severity: "information",
  examples: [],
};
