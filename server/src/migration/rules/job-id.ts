import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const jobId: Rule = {
  name: "job-id",
  title: "The job's id is read",
  mappings: [sdkRow('job["id"]', "self.current_request.request_id")],
  why: "fal gives every request an id as well, which callers know as its request id. It is missing where an endpoint is called without fal's queue, so a random one stands in there.",
  links: pages("job-id", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "A file named after the job",
      code: py`
        import runpod

        def handler(job):
            return f"/tmp/{job['id']}.png"

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["job['id']"],
    },
    {
      title: "An id inside the input",
      code: py`
        import runpod

        def handler(job):
            return job["input"]["id"]

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ flows }) {
    for (const { ids } of flows) {
      for (const { node } of ids)
        yield { span: node, message: "The job's id becomes fal's request id, `self.current_request.request_id`." };
    }
  },
};
