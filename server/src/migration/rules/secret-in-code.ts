import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { literalTexts } from "../local/strings.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

/** Keys of RunPod begin so, or are the long capital ones of before that a header bears. */
const KEY = /\brpa_[A-Za-z0-9]{12,}|(?<=\bBearer )[A-Z0-9]{32,}\b/;

/** Any text that could be a key, where the code says that it is RunPod's. */
const GIVEN = /^(?=.*\d)[A-Za-z0-9_-]{24,}$/;

export const secretInCode: Rule = {
  name: "secret-in-code",
  title: "A key is written into the code",
  mappings: [sdkRow("a RunPod key in the code", "the variable FAL_KEY, or fal secrets set")],
  why: "Whoever reads the code can use the key. Take it out, and revoke it in RunPod's console. fal's client reads its own key from the variable `FAL_KEY`; what an app needs on the runner is stored with `fal secrets set`.",
  links: pages("secret-in-code", "serverless/endpoints/send-requests"),
  safety: "manual",
  severity: "warning",
  announced: "note",
  examples: [
    {
      title: "A key in a header",
      code: py`
        HEADERS = {"Authorization": "Bearer rpa_EXAMPLEEXAMPLE0000"}
      `,
      finds: ["rpa_EXAMPLEEXAMPLE0000"],
    },
    {
      title: "A key of the older form",
      code: py`
        import runpod

        runpod.api_key = "EXAMPLE0EXAMPLE1EXAMPLE2EXAMPLE3"
        HEADERS = {"Authorization": "Bearer EXAMPLE0EXAMPLE1EXAMPLE2EXAMPLE3"}
      `,
      finds: ["EXAMPLE0EXAMPLE1EXAMPLE2EXAMPLE3", "EXAMPLE0EXAMPLE1EXAMPLE2EXAMPLE3"],
    },
    {
      title: "A word that stands for a key",
      code: py`
        import runpod

        runpod.api_key = "your_runpod_api_key_comes_here"
      `,
      finds: [],
    },
    {
      title: "A key from the environment",
      code: py`
        import os

        HEADERS = {"Authorization": "Bearer " + os.environ["RUNPOD_API_KEY"]}
      `,
      finds: [],
    },
  ],
  *find({ module }) {
    for (const text of literalTexts(module, KEY)) {
      const found = KEY.exec(text.text);
      const start = text.start + (found?.index ?? 0);
      yield { span: { start, end: start + (found?.[0].length ?? 0) }, message: MESSAGE };
    }
    if (module.source.includes("api_key")) for (const span of givenKeys(module)) yield { span, message: MESSAGE };
  },
};

const MESSAGE =
  "A RunPod key stands in the code: revoke it; `fal_client` reads its key from `FAL_KEY`, and apps read `fal secrets`.";

/** What is assigned to `runpod.api_key`, where it looks like a key rather than like a word for one. */
function* givenKeys(module: PythonModule): Generator<PyNode> {
  for (const assignment of module.root.walk()) {
    const target = assignment.type === "assignment" ? assignment.field("left") : undefined;
    if (target === undefined || module.names.of(target) !== "runpod.api_key") continue;
    const [content] = assignment.field("right")?.children.filter(({ type }) => type === "string_content") ?? [];
    if (content !== undefined && GIVEN.test(content.text) && !KEY.test(content.text)) yield content;
  }
}
