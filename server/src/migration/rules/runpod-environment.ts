import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const runpodEnvironment: Rule = {
  name: "runpod-environment",
  title: "A variable that RunPod sets",
  mappings: [
    sdkRow("RUNPOD_POD_ID", "FAL_JOB_ID"),
    sdkRow("RUNPOD_ENDPOINT_ID", "FAL_APP_NAME"),
    sdkRow("RUNPOD_WEBHOOK_GET_JOB", "FAL_RUNNER_STATE"),
    sdkRow("RUNPOD_API_KEY", "FAL_KEY"),
  ],
  why: "RunPod tells a worker where it runs by `RUNPOD_` variables, which no fal runner has. fal says the same in variables of its own; for proxy addresses, data centres and the like there is nothing.",
  links: pages("runpod-environment", "serverless/development/environment-variables"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "Which machine it is",
      code: py`
        import os
        import runpod

        def name():
            return os.environ.get("RUNPOD_POD_ID", "local")
      `,
      finds: ['"RUNPOD_POD_ID"'],
      becomes: py`
        import os


        def name():
            return os.environ.get("FAL_JOB_ID", "local")
      `,
    },
  ],
};
