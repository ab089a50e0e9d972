import { GUIDE, type Rule } from "./rule.js";

export const endpointHttp: Rule = {
  name: "endpoint-http",
  title: "An endpoint is called over HTTP",
  mappings: [{ runpod: "api.runpod.ai", fal: "queue.fal.run and fal.run", source: GUIDE }],
  why: "The conversion rewrites it; the report says where behaviour may change.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/endpoint-http.md"],
  safety: "review",
  severity: "information",
  examples: [],
};
