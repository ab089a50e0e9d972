import type { PythonModule } from "../../python/module.js";
import { stringValue } from "../../python/literals.js";
import type { PyNode } from "../../python/node.js";
import { ownNodes, positionalArguments } from "../../python/queries.js";
import { guideRow, pages, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const environmentRead: Rule = {
  name: "environment-read",
  title: "An environment variable is read when the worker starts",
  mappings: [guideRow("Environment variables", "fal secrets set")],
  why: "Code at module level runs on the machine that deploys a fal app, so it reads that machine's variables, and their values are shipped. Read them in `setup()`, on the runner; `fal secrets set NAME=value` puts them there.",
  links: pages("environment-read", "serverless/development/environment-variables"),
  safety: "review",
  severity: "warning",
  examples: [
    {
      title: "Settings of the worker",
      code: py`
        import os
        import runpod

        MODEL = os.environ.get("MODEL_NAME", "small")
        TOKEN = os.environ["HF_TOKEN"]

        def handler(job):
            return MODEL

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['os.environ.get("MODEL_NAME", "small")', 'os.environ["HF_TOKEN"]'],
    },
    {
      title: "Read by a job, or by the platform's own name",
      code: py`
        import os
        import runpod

        POD = os.environ.get("RUNPOD_POD_ID")

        def handler(job):
            return os.getenv("MODEL_NAME")

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, isWorker, isModuleCode }) {
    if (!isWorker || !isModuleCode || !/environ|getenv/.test(module.source)) return;
    for (const node of ownNodes(module.root)) {
      const name = nameRead(module, node);
      if (name === undefined || name.startsWith("RUNPOD_")) continue;
      const which = name === "" ? "A variable" : `\`${name}\``;
      yield {
        span: node,
        message: `${which} would be read on the machine that deploys; on fal, read it in \`setup()\` and set it with \`fal secrets set\`.`,
      };
    }
  },
};

/** The variable that an expression reads, `""` for one whose name is computed; undefined for other expressions. */
function nameRead(module: PythonModule, node: PyNode): string | undefined {
  if (node.type === "subscript") {
    const owner = node.field("value");
    const isStored = node.parent?.type === "assignment" && node.fieldName === "left";
    if (owner === undefined || isStored || module.names.of(owner) !== "os.environ") return undefined;
    return stringValue(node.field("subscript")) ?? "";
  }
  const callee = node.type === "call" ? node.field("function") : undefined;
  const isRead = callee !== undefined && /^os\.(?:getenv|environ\.get)$/.test(module.names.of(callee) ?? "");
  return isRead ? (stringValue(positionalArguments(node)[0]) ?? "") : undefined;
}
