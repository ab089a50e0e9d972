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
  why: "RunPod's addresses, its `input` around the body and its job states belong to RunPod. fal's client takes the app's name and the input itself: `submit` queues a request, `subscribe` waits for the answer, `stream` yields events. Where a file's requests to `/run`, `/runsync`, `/status` and `/cancel` can all be followed, they become calls of `fal_client`, whose answers small functions put into the form that the code reads; a request that is read as a response of its HTTP library, or an address put together otherwise, is left and named. By plain HTTP, fal's queue is at `https://queue.fal.run/owner/app`.",
  links: pages("endpoint-http", "serverless/endpoints/send-requests"),
  safety: "review",
  severity: "warning",
  examples: [
    {
      title: "Requests whose answers are handed on",
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
      title: "One request by hand",
      code: py`
        import os
        import requests

        def ask(prompt):
            url = f"https://api.runpod.ai/v2/{os.environ['ENDPOINT']}/runsync"
            headers = {"Authorization": os.environ["KEY"]}
            return requests.post(url, json={"input": {"prompt": prompt}}, headers=headers, timeout=90).json()["output"]
      `,
      finds: ["https://api.runpod.ai/v2/"],
      becomes: py`
        import os
        import requests
        import fal_client

        def ask(prompt):
            url = os.environ['ENDPOINT']
            return fal_client.subscribe(url, arguments={"prompt": prompt}, client_timeout=90)
      `,
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
};
