import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const endpointClient: Rule = {
  name: "endpoint-client",
  title: "RunPod's client is used",
  mappings: [
    sdkRow("runpod.Endpoint(id).run_sync(input)", "fal_client.subscribe(app, arguments=input)"),
    sdkRow("runpod.Endpoint(id).run(input)", "fal_client.submit(app, arguments=input)"),
    sdkRow("job.status(), job.output()", "handle.status(), handle.get()"),
    sdkRow("job.stream()", "fal_client.stream(app, arguments=input)"),
    sdkRow("runpod.api_key", "the variable FAL_KEY"),
  ],
  why: "`fal_client` calls an app by its name and takes the input itself, without `input` around it. `subscribe` waits, `submit` returns a handle, `stream` yields events. A failed request raises, where RunPod's `run_sync` returned `None`. All uses in a file change together.",
  links: pages("endpoint-client", "serverless/endpoints/send-requests"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "Wait for the answer",
      code: py`
        import os
        import runpod

        runpod.api_key = os.environ["RUNPOD_API_KEY"]
        endpoint = runpod.Endpoint("abc123")
        print(endpoint.run_sync({"prompt": "a lighthouse"}, timeout=60))
      `,
      finds: [
        "runpod.api_key",
        'runpod.Endpoint("abc123")',
        'endpoint.run_sync({"prompt": "a lighthouse"}, timeout=60)',
      ],
      becomes: py`
        import os

        import fal_client


        # TODO(fal): write "owner/app-name" for "abc123", because that is the id of a RunPod endpoint
        endpoint = "abc123"
        print(fal_client.subscribe(endpoint, arguments={"prompt": "a lighthouse"}, client_timeout=60))
      `,
    },
    {
      title: "Queue it and ask later",
      code: py`
        import runpod

        endpoint = runpod.Endpoint("studio/painter")
        job = endpoint.run({"input": {"prompt": "a lighthouse"}})
        print(job.output())
      `,
      finds: [
        'runpod.Endpoint("studio/painter")',
        'endpoint.run({"input": {"prompt": "a lighthouse"}})',
        "job.output()",
      ],
      becomes: py`
        import fal_client

        endpoint = "studio/painter"
        job = fal_client.submit(endpoint, arguments={"prompt": "a lighthouse"})
        print(job.get())
      `,
    },
  ],
};
