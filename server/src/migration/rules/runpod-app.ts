import type { SdkUse } from "../local/sdk-uses.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

/** What the decorators of RunPod's SDK 2.0 are on fal. */
const COUNTERPARTS: Readonly<Record<string, string | undefined>> = {
  "runpod.App()": "`runpod.App` becomes a class that derives from `fal.App`.",
  "runpod.App().queue()": "A queue function becomes a `fal.App` with one endpoint.",
  "runpod.App().api()": "A class of routes becomes a `fal.App`.",
  "runpod.App().task()": "A task becomes a `fal.App` whose `request_timeout` covers its hours.",
  "runpod.init": "`@runpod.init` marks what becomes `setup()` of the `fal.App`.",
  "runpod.post()": "A route becomes a method with `@fal.endpoint`.",
  "runpod.get()": "A route becomes a method with `@fal.endpoint`, which answers to POST.",
  "runpod.put()": "A route becomes a method with `@fal.endpoint`, which answers to POST.",
  "runpod.delete()": "A route becomes a method with `@fal.endpoint`, which answers to POST.",
  "runpod.local_entrypoint": "fal runs no entry point of the module; call the deployed app with `fal_client`.",
};

export const runpodApp: Rule = {
  name: "runpod-app",
  title: "An app of RunPod's SDK 2.0",
  mappings: [
    sdkRow("runpod.App(name)", "class MyApp(fal.App)"),
    sdkRow("@app.queue(gpu=…)", '@fal.endpoint("/")'),
    sdkRow("@app.api(…)", "class MyApp(fal.App)"),
    sdkRow("@app.task(…)", "request_timeout of the app"),
    sdkRow("@runpod.init", "setup()"),
    sdkRow('@runpod.post("/route")', '@fal.endpoint("/route")'),
  ],
  why: "The apps of RunPod's SDK 2.0 are close to fal's: a class with a start-up method and decorated routes. The names differ, the options become attributes of the class, and all fal endpoints answer to POST. Queue functions, tasks and one class of routes are rewritten; a zero-argument factory of an ASGI app, a schedule, and calls of `.remote()` or `.spawn()` outside a local entry point are left and named.",
  links: pages("runpod-app", "sdk/overview"),
  safety: "manual",
  severity: "warning",
  announced: "decision",
  examples: [
    {
      title: "A queue and a class",
      code: py`
        import runpod

        app = runpod.App("demo")

        @app.queue(gpu="4090")
        def upper(text: str):
            return text.upper()

        @app.api(cpu="cpu3c-1-2")
        class Counter:
            @runpod.init
            def start(self):
                self.count = 0

            @runpod.post("/bump")
            def bump(self, body: dict):
                self.count += 1
                return self.count
      `,
      finds: [
        'runpod.App("demo")',
        'app.queue(gpu="4090")',
        'app.api(cpu="cpu3c-1-2")',
        "runpod.init",
        'runpod.post("/bump")',
      ],
    },
    {
      title: "A worker",
      code: py`
        import runpod

        runpod.serverless.start({"handler": lambda job: 1})
      `,
      finds: [],
    },
  ],
  *find({ uses }) {
    for (const use of uses) {
      const message = COUNTERPARTS[use.name];
      if (message !== undefined && isWholeUse(use)) yield { span: use.node, message };
    }
  },
};

function isWholeUse({ node, name }: SdkUse): boolean {
  if (name.endsWith("()"))
    return node.type === "call" && (name === "runpod.App()" || node.parent?.type === "decorator");
  return node.parent?.type === "decorator";
}
