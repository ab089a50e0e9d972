import { guideRow, pages, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const progressUpdate: Rule = {
  name: "progress-update",
  title: "Progress is reported",
  mappings: [guideRow("runpod.serverless.progress_update()", "print()")],
  why: "RunPod shows an update as the job's output until the next one. fal has no such field: what a request prints is in its logs, which callers see with `subscribe(…, with_logs=True)`. Where callers need progress as data, make the endpoint a stream.",
  links: pages("progress-update", "serverless/workers/handler-functions"),
  safety: "safe",
  severity: "information",
  examples: [
    {
      title: "A sentence",
      code: py`
        import runpod

        def handler(job):
            runpod.serverless.progress_update(job, "half of it is done")
            return 1
      `,
      finds: ['runpod.serverless.progress_update(job, "half of it is done")'],
      becomes: py`
        def handler(job):
            print("half of it is done")
            return 1
      `,
    },
    {
      title: "Data",
      code: py`
        from runpod.serverless import progress_update

        def step(job, number):
            progress_update(job, {"step": number})
      `,
      finds: ['progress_update(job, {"step": number})'],
      becomes: py`
        import json


        def step(job, number):
            print(json.dumps({"step": number}, default=str))
      `,
    },
  ],
};
