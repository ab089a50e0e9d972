import { literalTexts } from "../local/strings.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

/** Keys of RunPod begin so. */
const KEY = /\brpa_[A-Za-z0-9]{12,}/;

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
      yield {
        span: { start, end: start + (found?.[0].length ?? 0) },
        message:
          "A RunPod key stands in the code: revoke it; `fal_client` reads its key from `FAL_KEY`, and apps read `fal secrets`.",
      };
    }
  },
};
