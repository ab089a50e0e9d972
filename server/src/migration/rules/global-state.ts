import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const globalState: Rule = {
  name: "global-state",
  title: "A job changes a global variable",
  mappings: [sdkRow("global model", "self.model, or a global that setup() assigns")],
  why: "What one job leaves for the next lives in the module on RunPod. On fal it lives on the app: `self.model`, made in `setup()`. Where the variable cannot become an attribute, `setup()` assigns the global; both live as long as the runner.",
  links: pages("global-state", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "A model loaded by the first job",
      code: py`
        import runpod
        from engine import load

        model = None

        def get_model():
            global model
            if model is None:
                model = load()
            return model

        def handler(job):
            return get_model().run(job["input"])

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["global model"],
    },
    {
      title: "A function that no job calls",
      code: py`
        import runpod

        count = 0

        def tick():
            global count
            count += 1

        runpod.serverless.start({"handler": lambda job: 1})
      `,
      finds: [],
    },
  ],
  *find({ module, isReachable, isModuleCode }) {
    if (!isReachable || isModuleCode || !module.source.includes("global ")) return;
    for (const statement of module.root.walk()) {
      if (statement.type !== "global_statement") continue;
      const names = statement.namedChildren.map(({ text }) => `\`self.${text}\``).join(", ");
      yield {
        span: statement,
        message: `State of the module becomes state of the app, ${names}, which \`setup()\` makes.`,
      };
    }
  },
};
