import { guideRow, pages, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const serverlessStart: Rule = {
  name: "serverless-start",
  title: "A worker is registered",
  mappings: [
    guideRow("handler(job)", '@fal.endpoint("/")'),
    guideRow('runpod.serverless.start({"handler": handler})', "class MyApp(fal.App)"),
    guideRow("Docker Hub deployment", "fal deploy"),
  ],
  why: "A fal app is found by its class; nothing has to be started. A `start` that is left in the file runs while the app is deployed, and never returns.",
  links: pages("serverless-start", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  examples: [
    {
      title: "A handler is registered",
      code: py`
        import runpod

        def handler(job):
            return job["input"]["prompt"].upper()

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["runpod.serverless.start"],
    },
    {
      title: "Under another name, behind a guard",
      code: py`
        from runpod.serverless import start as serve

        def run(event):
            return {"text": event["input"]["text"]}

        if __name__ == "__main__":
            serve({"handler": run})
      `,
      finds: ["serve"],
    },
    {
      title: "The start of something else",
      code: py`
        import threading
        import runpod

        threading.Thread(target=print).start()
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const { start } of starts) {
      if (start.form !== "start") continue;
      const span = start.call.field("function") ?? start.call;
      yield { span, message: "`runpod.serverless.start` becomes a `fal.App` class, which `fal deploy` finds." };
    }
  },
};
