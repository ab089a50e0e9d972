import type { PyNode } from "../../python/node.js";
import { literalTexts } from "../local/strings.js";
import { guideRow, pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const endpointHttp: Rule = {
  name: "endpoint-http",
  title: "An endpoint is called by its address",
  mappings: [
    guideRow("/run (async)", "fal_client.submit()"),
    guideRow("/runsync (sync)", "fal_client.subscribe()"),
    guideRow("/stream", "fal_client.stream()"),
    sdkRow("/status", "fal_client.status()"),
    sdkRow("/cancel", "fal_client.cancel()"),
  ],
  why: "RunPod's addresses, its `input` around the body and its job states belong to RunPod. fal's client takes the app's name and the input itself: `submit` queues a request, `subscribe` waits for the answer, `stream` yields events. By plain HTTP, fal's queue is at `https://queue.fal.run/owner/app`.",
  links: pages("endpoint-http", "serverless/endpoints/send-requests"),
  safety: "manual",
  severity: "warning",
  examples: [
    {
      title: "Requests by hand",
      code: py`
        import requests

        ENDPOINT = "https://api.runpod.ai/v2/abc123/runsync"

        def ask(endpoint, job):
            requests.post(ENDPOINT, json={"input": {"prompt": "a"}})
            return requests.get(f"https://api.runpod.ai/v2/{endpoint}/status/{job}")
      `,
      finds: ["https://api.runpod.ai/v2/abc123/runsync", "https://api.runpod.ai/v2/"],
    },
    {
      title: "An address in a docstring",
      code: py`
        def ask():
            """Posts to https://api.runpod.ai/v2/abc123/runsync."""
            return 1
      `,
      finds: [],
    },
  ],
  *find({ module }) {
    for (const text of literalTexts(module, /api\.runpod\.ai/)) {
      if (OPENAI_ROUTE.test(wholeText(text))) continue;
      yield { span: text, message: `This address is RunPod's; on fal, ${counterpartOf(wholeText(text))}.` };
    }
  },
};

/** The address of RunPod's OpenAI proxy, which has a rule of its own. */
export const OPENAI_ROUTE = /\/openai\b/;

/** The string around a piece of text, with the fields of an f-string. */
export function wholeText(content: PyNode): string {
  return content.parent?.text ?? content.text;
}

const COUNTERPARTS: readonly (readonly [RegExp, string])[] = [
  [/\/runsync\b/, "`fal_client.subscribe` waits for the answer"],
  [/\/run\b/, "`fal_client.submit` queues a request"],
  [/\/stream\b/, "`fal_client.stream` yields the events of a request"],
  [/\/status\b/, "`fal_client.status` says how far a request is, and `fal_client.result` gives its answer"],
  [/\/cancel\b/, "`fal_client.cancel` takes a request back"],
];

function counterpartOf(address: string): string {
  const found = COUNTERPARTS.find(([pattern]) => pattern.test(address))?.[1];
  return found ?? "`fal_client` calls an app by its name, `owner/app`";
}
