import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

const KEYS = new Set(["openai_route", "openai_input"]);

export const openaiRoute: Rule = {
  name: "openai-route",
  title: "RunPod's proxy for OpenAI clients",
  mappings: [
    sdkRow("https://api.runpod.ai/v2/ID/openai/v1", "an endpoint of the app's own, /v1/chat/completions"),
    sdkRow("openai_route, openai_input", '@fal.endpoint("/v1/chat/completions")'),
  ],
  why: "RunPod turns requests of OpenAI clients into jobs with `openai_route` and `openai_input`. fal has no such proxy: the app declares the routes itself, each with `@fal.endpoint`, and clients are given the app's address.",
  links: pages("openai-route", "serverless/endpoints/send-requests"),
  safety: "manual",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "A client",
      code: py`
        import os
        from openai import OpenAI

        client = OpenAI(api_key=os.environ["RUNPOD_API_KEY"], base_url="https://api.runpod.ai/v2/abc123/openai/v1")
      `,
      finds: ["https://api.runpod.ai/v2/abc123/openai/v1"],
    },
    {
      title: "A worker",
      code: py`
        import runpod

        def handler(job):
            if job["input"].get("openai_route") == "/v1/models":
                return []
            return job["input"]["prompt"]

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['job["input"].get("openai_route")'],
    },
    {
      title: "OpenAI itself",
      code: py`
        import runpod
        from openai import OpenAI

        client = OpenAI(base_url="https://api.openai.com/v1")
      `,
      finds: [],
    },
  ],
  *find({ flows }) {
    for (const { reads } of flows) {
      for (const { node, key } of reads) {
        if (KEYS.has(key))
          yield {
            span: node,
            message: `RunPod's OpenAI proxy sends \`${key}\`; on fal, each route is an endpoint of the app, \`@fal.endpoint("/v1/chat/completions")\`.`,
          };
      }
    }
  },
};
