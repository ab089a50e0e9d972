import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
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
      title: "Inside the function that starts the worker, and by place",
      code: py`
        import argparse
        import sys
        import runpod

        SIZE = sys.argv[1]

        def options():
            return argparse.ArgumentParser().parse_args()

        def main():
            chosen = options()
            runpod.serverless.start({"handler": lambda job: chosen.model})

        main()
      `,
      finds: ["sys.argv[1]", "argparse.ArgumentParser().parse_args"],
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
  *find({ module, isWorker, isModuleCode, isCalledAtStart }) {
    if (!isWorker || !(isModuleCode || isCalledAtStart) || !/parse_|argv/.test(module.source)) return;
    for (const node of isModuleCode ? ownNodes(module.root) : module.root.walk()) {
      const span = readOf(module, node);
      if (span !== undefined)
        yield {
          span,
          message:
            "A fal app is started without arguments of yours: the conversion writes down those of the image's start command, or none.",
        };
    }
  },
};

/** `parser.parse_args()`, or an argument that is read by its place. */
function readOf(module: PythonModule, node: PyNode): PyNode | undefined {
  const method = methodCall(node)?.name;
  if (method === "parse_args" || method === "parse_known_args") return node.field("function");
  const list = node.type === "subscript" ? node.field("value") : undefined;
  return list !== undefined && module.names.of(list) === "sys.argv" ? node : undefined;
}
