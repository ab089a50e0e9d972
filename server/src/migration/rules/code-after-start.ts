import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const codeAfterStart: Rule = {
  name: "code-after-start",
  title: "Code behind start never runs",
  mappings: [sdkRow("code behind start", "nothing")],
  why: "On RunPod `start` does not return, so what follows it never ran there. The fal app leaves it out; what should run when a runner ends belongs into `teardown()`.",
  links: pages("code-after-start", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  announced: "note",
  examples: [
    {
      title: "A line behind the call",
      code: py`
        import runpod

        if __name__ == "__main__":
            runpod.serverless.start({"handler": lambda job: 1})
            print("stopped")
      `,
      finds: ['print("stopped")'],
    },
    {
      title: "At module level",
      code: py`
        import runpod

        runpod.serverless.start({"handler": lambda job: 1})

        print("stopped")
      `,
      finds: ['print("stopped")'],
    },
    {
      title: "A function behind the call",
      code: py`
        import runpod

        def main():
            runpod.serverless.start({"handler": lambda job: 1})

        def other():
            return 2
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const { codeAfter } of starts) {
      for (const span of codeAfter)
        yield { span, message: "`start` never returns, so this never ran; a fal app does without it." };
    }
  },
};
