import { methodCall, ownNodes } from "../../python/queries.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const argumentParser: Rule = {
  name: "argument-parser",
  title: "The worker reads its command line",
  mappings: [sdkRow("parser.parse_args() at module level", "constants, or variables read in setup()")],
  why: "A RunPod worker is started by a command of yours, in the Dockerfile. A fal app is not: `fal deploy` loads the module, and `parse_args()` would read the arguments of `fal`. Write the values down, or read them in `setup()` from variables that `fal secrets set` provides.",
  links: pages("argument-parser", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "An option of the start command",
      code: py`
        import argparse
        import runpod

        parser = argparse.ArgumentParser()
        parser.add_argument("--model", default="small")
        arguments = parser.parse_args()

        def handler(job):
            return arguments.model

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["parser.parse_args"],
    },
    {
      title: "A tool of its own",
      code: py`
        import argparse
        import runpod

        def main():
            return argparse.ArgumentParser().parse_args()

        runpod.serverless.start({"handler": lambda job: 1})
      `,
      finds: [],
    },
  ],
  *find({ module, isWorker, isModuleCode }) {
    if (!isWorker || !isModuleCode || !module.source.includes("parse_")) return;
    for (const call of ownNodes(module.root)) {
      const method = methodCall(call);
      if (method?.name !== "parse_args" && method?.name !== "parse_known_args") continue;
      yield {
        span: call.field("function") ?? call,
        message:
          "This would read the arguments of `fal deploy`; on fal, write the values down or read variables in `setup()`.",
      };
    }
  },
};
