import { GUIDE, type Rule } from "./rule.js";

export const endpointClient: Rule = {
  name: "endpoint-client",
  title: "An endpoint is called",
  mappings: [{ runpod: "runpod.Endpoint", fal: "fal_client", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/endpoint-client.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
