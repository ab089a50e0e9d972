import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const sdkLogger: Rule = {
  name: "sdk-logger",
  title: "RunPod's logger",
  mappings: [
    sdkRow("runpod.RunPodLogger()", "logging.getLogger()"),
    sdkRow("log.warn(message, job_id)", "logger.warning(message)"),
  ],
  why: "`RunPodLogger` prints lines in RunPod's format. fal collects what a runner prints and logs, so Python's `logging` does. The logger's `warn` is called `warning` there, and a job id given beside a message goes in front of it.",
  links: pages("sdk-logger", "serverless/workers/handler-functions"),
  safety: "safe",
  severity: "information",
  examples: [
    {
      title: "A logger and its methods",
      code: py`
        import runpod

        log = runpod.RunPodLogger()

        def note(job):
            log.warn("it takes long", job["id"])
      `,
      finds: ["runpod.RunPodLogger()", 'log.warn("it takes long", job["id"])'],
      becomes: py`
        import logging


        log = logging.getLogger("worker")

        def note(job):
            log.warning("%s | %s", job["id"], "it takes long")
      `,
    },
  ],
};
