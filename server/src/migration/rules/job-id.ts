import { GUIDE, type Rule } from "./rule.js";

export const jobId: Rule = {
  name: "job-id",
  title: "The job's id is read",
  mappings: [{ runpod: 'job["id"]', fal: "self.current_request.request_id", source: GUIDE }],
  why: "fal names a request by the header `x-fal-request-id`.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/job-id.md"],
  safety: "review",
  severity: "information",
  examples: [],
  *find({ flows }) {
    for (const flow of flows) {
      for (const { node } of flow.ids)
        yield { span: node, message: "The job's id becomes `self.current_request.request_id`." };
    }
  },
};
