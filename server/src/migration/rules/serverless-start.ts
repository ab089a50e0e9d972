import { GUIDE, type Rule } from "./rule.js";

export const serverlessStart: Rule = {
  name: "serverless-start",
  title: "A RunPod worker is started",
  mappings: [{ runpod: "runpod.serverless.start", fal: "fal.App", source: GUIDE }],
  why: "A fal app is found by its class; nothing has to be started, and a start that is left runs while the app is deployed.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/serverless-start.md"],
  safety: "review",
  severity: "warning",
  examples: [],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      if (start.form === "start")
        yield { span: start.call, message: "`runpod.serverless.start` becomes a `fal.App` class." };
    }
  },
};
