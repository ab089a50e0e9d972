import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const runpodImport: Rule = {
  name: "runpod-import",
  title: "An import of RunPod's SDK that nothing uses",
  mappings: [sdkRow("import runpod", "import fal, or import fal_client")],
  why: "fal's runners do not have RunPod's SDK, so an import that is left over would stop the app. It also sets up logging: a worker that logs calls `logging.basicConfig` itself in `setup()`.",
  links: pages("runpod-import"),
  safety: "safe",
  severity: "information",
  examples: [
    {
      title: "Nothing uses it",
      code: py`
        import os
        import runpod

        print(os.getcwd())
      `,
      finds: ["runpod"],
      becomes: py`
        import os


        print(os.getcwd())
      `,
    },
    {
      title: "Something does",
      code: py`
        import runpod

        runpod.serverless.start({"handler": lambda job: 1})
      `,
      finds: [],
    },
  ],
};
