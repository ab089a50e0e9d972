import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

/** What stands for the keys that RunPod's platform knows. */
const COUNTERPARTS: Readonly<Record<string, string | undefined>> = {
  s3Config: "fal stores files on its own CDN, and a bucket of yours becomes a field of the `Input` model",
  webhook: "fal's queue calls `webhook_url` of the request itself",
  policy: "fal has `request_timeout` of the app and `start_timeout` of the request",
  batchId: "fal has no batches",
};

export const jobKeys: Rule = {
  name: "job-keys",
  title: "A key beside the input is read",
  mappings: [
    sdkRow('job["s3Config"]', "fal's CDN, or a field of the Input model"),
    sdkRow('job["webhook"]', "webhook_url of fal_client.submit()"),
    sdkRow('job["policy"]', "request_timeout, start_timeout"),
    sdkRow("other keys beside input", "fields of the Input model"),
  ],
  why: "RunPod hands everything to the handler that the caller put beside `input`. The body of a fal request is the input alone: what the worker needs besides becomes a field of it, and callers send it there.",
  links: pages("job-keys", "serverless/endpoints/send-requests"),
  safety: "review",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "A bucket that the caller names",
      code: py`
        import runpod

        def handler(job):
            return job.get("s3Config")

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['job.get("s3Config")'],
    },
    {
      title: "A key of the author's own",
      code: py`
        import runpod

        def handler(event):
            return event["metadata"]

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['event["metadata"]'],
    },
    {
      title: "The two keys that every job has",
      code: py`
        import runpod

        def handler(job):
            print(job["id"])
            return job["input"]

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ flows }) {
    for (const { reads } of flows) {
      for (const { node, key, origin } of reads) {
        if (origin === "job") yield { span: node, message: messageFor(key) };
      }
    }
  },
};

function messageFor(key: string): string {
  const counterpart =
    COUNTERPARTS[key] ?? "the body of a fal request is the input alone, so it becomes a field of the `Input` model";
  return `\`${key}\` stands beside the input of a RunPod job; ${counterpart}.`;
}
