import { FUNCTIONS, ownNodes, positionalArguments } from "../../python/queries.js";
import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const processExit: Rule = {
  name: "process-exit",
  title: "A job ends the process",
  mappings: [sdkRow("sys.exit() in a handler", "raise, or HTTP 503 for a new runner")],
  why: "On RunPod this ends the worker without an answer, and the platform starts another. On fal it ends a runner in the middle of a request; an exception answers the caller, and HTTP 503 asks for a new runner and another try.",
  links: pages("process-exit", "serverless/workers/handler-functions"),
  safety: "manual",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "A worker that gives up",
      code: py`
        import sys
        import runpod

        def handler(job):
            if job["input"]["stop"]:
                sys.exit(1)
            return 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["sys.exit(1)"],
    },
    {
      title: "A program that ends",
      code: py`
        import sys
        import runpod

        def main():
            sys.exit(0)
      `,
      finds: [],
    },
  ],
  *find({ module, isReachable, isModuleCode }) {
    if (!isReachable || isModuleCode) return;
    for (const definition of module.root.walk()) {
      if (!definition.is(...FUNCTIONS)) continue;
      for (const node of ownNodes(definition)) {
        if (isExit(module, node))
          yield {
            span: node,
            message:
              "This ends the runner in the middle of a request; raise an exception instead, on fal HTTP 503 asks for a new runner.",
          };
      }
    }
  },
};

function isExit(module: PythonModule, node: PyNode): boolean {
  if (node.type === "raise_statement") return /^SystemExit\b/.test(node.namedChildren[0]?.text ?? "");
  const callee = node.type === "call" ? node.field("function") : undefined;
  if (callee === undefined) return false;
  const name = module.names.of(callee) ?? "";
  if (/^(?:sys\.exit|os\._exit|os\.abort)$/.test(name)) return true;
  if (name === "os.kill") return isOwnProcess(module, positionalArguments(node)[0]);
  const isBuiltin = callee.type === "identifier" && module.scopes.bindingOf(callee) === undefined;
  return isBuiltin && (callee.text === "exit" || callee.text === "quit");
}

function isOwnProcess(module: PythonModule, target: PyNode | undefined): boolean {
  const callee = target?.type === "call" ? target.field("function") : undefined;
  return callee !== undefined && module.names.of(callee) === "os.getpid";
}
