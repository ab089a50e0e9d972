import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { isPure } from "../../python/purity.js";
import { ownNodes } from "../../python/queries.js";
import { guideRow, pages, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const moduleState: Rule = {
  name: "module-state",
  title: "Something is loaded when the worker starts",
  mappings: [guideRow("Model loading at module level", "def setup(self)")],
  why: "RunPod runs the module once in each worker, before the first job. fal loads the module on the machine that deploys it and ships what is in it, so a model loaded there is loaded in the wrong place. `setup()` runs once in each runner, and what it makes lives on `self`.",
  links: pages("module-state", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "A model, and a call on it",
      code: py`
        import runpod
        from transformers import pipeline

        PREFIX = "Answer: "
        model = pipeline("text-generation")
        model.model.eval()

        def handler(job):
            return PREFIX + model(job["input"]["prompt"])

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["model", "model.model.eval"],
    },
    {
      title: "Inside a block of the module",
      code: py`
        import runpod
        import torch
        from engine import Engine

        with torch.inference_mode():
            engine = Engine()

        if __name__ == "__main__":
            cache = Engine()
            runpod.serverless.start({"handler": lambda job: engine.run(job["input"])})
      `,
      finds: ["engine", "cache"],
    },
    {
      title: "The function that registers the worker",
      code: py`
        import runpod

        def main():
            runpod.serverless.start({"handler": lambda job: 1})

        if __name__ == "__main__":
            main()
      `,
      finds: [],
    },
    {
      title: "Values that are the same everywhere",
      code: py`
        import logging
        import os.path
        import runpod

        logging.basicConfig(level=logging.INFO)
        BASE = "models"
        FOLDER = os.path.join(BASE, "large").lower()
        print(FOLDER)

        def handler(job):
            return FOLDER

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, isWorker, isModuleCode, starters }) {
    if (!isWorker || !isModuleCode || !module.source.includes("(")) return;
    for (const statement of ownNodes(module.root)) {
      const made = statement.type === "expression_statement" ? statement.namedChildren[0] : undefined;
      const span = made === undefined ? undefined : stateOf(module, made, starters);
      if (span !== undefined)
        yield { span, message: "This runs when the worker starts; on fal, `setup()` does, once in each runner." };
    }
  },
};

/** What a statement loads: the name that keeps it, or the call. */
function stateOf(module: PythonModule, expression: PyNode, starters: ReadonlySet<string>): PyNode | undefined {
  const value = expression.type === "assignment" ? expression.field("right") : expression;
  const call = value === undefined ? undefined : outermostCall(value);
  if (value === undefined || call === undefined || isPure(module, value, () => true)) return undefined;
  if (WITHOUT_STATE.test(nameOf(module, call)) || starters.has(firstName(call))) return undefined;
  return value === expression ? (call.field("function") ?? call) : expression.field("left");
}

function outermostCall(value: PyNode): PyNode | undefined {
  for (const node of [value, ...ownNodes(value)]) if (node.type === "call") return node;
  return undefined;
}

/** The name that a call begins with: `Worker("a").start()` begins with `Worker`. */
function firstName(call: PyNode): string {
  let node = call;
  for (let next: PyNode | undefined = node; next !== undefined; next = node.field("function") ?? node.field("object"))
    node = next;
  return node.text;
}

function nameOf(module: PythonModule, call: PyNode): string {
  const callee = call.field("function");
  return callee === undefined ? "" : (module.names.of(callee) ?? callee.text);
}

/** Calls that have rules of their own, and calls whose value is the same on every machine. */
const WITHOUT_STATE = new RegExp(
  [
    /^(?:runpod|logging|logger|warnings|argparse|parser|sys|re|math|json|typing|enum|collections|dataclasses)\b/,
    /^(?:functools|datetime|base64|pathlib|threading\.R?Lock|os\.(?:getenv|environ|path|makedirs))\b/,
    /^(?:print|int|float|bool|str|len|set|list|dict|tuple|sorted|min|max|sum|range|frozenset|abs|round)$/,
    /\.(?:add_argument|parse_args|parse_known_args|format|join|split|strip|lower|upper|replace|items|keys|values)$/,
    /^(?:dotenv\.)?load_dotenv$/,
  ]
    .map(({ source }) => source)
    .join("|"),
);
