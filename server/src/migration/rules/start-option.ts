import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

/** Keys that the SDK reads, or that have rules of their own. */
const KNOWN = new Set([
  "handler",
  "return_aggregate_stream",
  "concurrency_modifier",
  "refresh_worker",
  "concurrency_controller",
]);

/** What the author of a key that does nothing had in mind, on fal. */
const MEANINGS: Readonly<Record<string, string | undefined>> = {
  init: "`setup()`",
  initializer: "`setup()`",
  init_timeout: "`startup_timeout` of the `fal.App`",
  startup_timeout: "`startup_timeout` of the `fal.App`",
  prestart_timeout: "`startup_timeout` of the `fal.App`",
  health_check: "an endpoint with `health_check=fal.HealthCheck()`",
  timeout: "`request_timeout` of the `fal.App`",
};

export const startOption: Rule = {
  name: "start-option",
  title: "An option that RunPod ignores",
  mappings: [
    sdkRow("init (ignored)", "setup()"),
    sdkRow("startup_timeout (ignored)", "startup_timeout of the fal.App"),
    sdkRow("health_check (ignored)", "fal.HealthCheck on an endpoint"),
  ],
  why: "`start` silently ignores keys it does not know. Some of them stand for something that fal does have; for the others there is nothing to carry over.",
  links: pages("start-option", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "A start-up function that RunPod never calls",
      code: py`
        import runpod

        def init():
            print("loading")

        def handler(job):
            return 1

        runpod.serverless.start({"handler": handler, "init": init, "startup_timeout": 300})
      `,
      finds: ["init", "300"],
    },
    {
      title: "Options that RunPod reads",
      code: py`
        import runpod

        def handler(job):
            yield 1

        runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      for (const [key, value] of start.options) {
        if (KNOWN.has(key)) continue;
        const meaning = MEANINGS[key];
        const counterpart =
          meaning === undefined ? "fal has nothing by that name, so it goes away" : `on fal, it is ${meaning}`;
        yield { span: value, message: `RunPod ignores the option \`${key}\`; ${counterpart}.` };
      }
    }
  },
};
