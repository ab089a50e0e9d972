import { topLevelPackage } from "../../python/imports.js";
import { STANDARD_LIBRARY } from "../../python/standard-library.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const moduleImport: Rule = {
  name: "module-import",
  title: "An import that cannot move into setup()",
  mappings: [
    sdkRow("import torch at module level", "import torch in setup()"),
    sdkRow("from package import *", "the names, imported one by one"),
  ],
  why: "Packages that only the runner has are imported in `setup()`, because the module is loaded where the app is deployed. Python does not allow `import *` inside a function, so the conversion has to leave such a module as it is and import it as a whole.",
  links: pages("module-import"),
  safety: "manual",
  severity: "information",
  examples: [
    {
      title: "Every name of a package",
      code: py`
        import runpod
        from diffusers import *

        runpod.serverless.start({"handler": lambda job: 1})
      `,
      finds: ["from diffusers import *"],
    },
    {
      title: "Names, one by one",
      code: py`
        import runpod
        from diffusers import DiffusionPipeline

        runpod.serverless.start({"handler": lambda job: 1})
      `,
      finds: [],
    },
  ],
  *find({ module, isWorker }) {
    const from = isWorker ? /^from (?!runpod)(\S+) import \*/.exec(module.source)?.[1] : undefined;
    if (from === undefined || STANDARD_LIBRARY.has(topLevelPackage(from))) return;
    yield {
      span: module.root.namedChildren[0] ?? module.root,
      message: "`import *` cannot move into `setup()`, where fal imports packages of the runner; name what is used.",
    };
  },
};
