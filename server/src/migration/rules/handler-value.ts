import { parametersOf } from "../../python/functions.js";
import { pages, sdkRow, type RegisteredHandler, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const handlerValue: Rule = {
  name: "handler-value",
  title: "A handler that is not a plain function",
  mappings: [
    sdkRow("a handler object, or what a function returned", "an attribute made in setup()"),
    sdkRow("a class as handler", "an object made in setup()"),
  ],
  why: "RunPod calls whatever `start` is given. An endpoint of a fal app is a method, so an object or a function made by another one is made once in `setup()` and called by the endpoint. A class as the handler, or a function without a parameter, failed on RunPod.",
  links: pages("handler-value", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  announced: "note",
  examples: [
    {
      title: "A handler made by a function",
      code: py`
        import runpod
        from engine import make_handler

        runpod.serverless.start({"handler": make_handler("large")})
      `,
      finds: ['make_handler("large")'],
    },
    {
      title: "A class instead of an object",
      code: py`
        import runpod

        class Handler:
            def __call__(self, job):
                return 1

        runpod.serverless.start({"handler": Handler})
      `,
      finds: ["Handler"],
    },
    {
      title: "A function",
      code: py`
        import runpod

        def handler(job):
            return 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *findInRegistration({ starts }) {
    for (const { handler } of starts) {
      const problem = handler === undefined ? undefined : problemOf(handler);
      if (handler !== undefined && problem !== undefined) yield { span: handler.expression, ...problem };
    }
  },
};

function problemOf({
  kind,
  definition,
}: RegisteredHandler): { message: string; severity: "error" | "information" } | undefined {
  if (kind === "class")
    return {
      message:
        "RunPod made an object of this class for each job and could not send it; on fal, `setup()` makes one object, which the endpoint calls.",
      severity: "error",
    };
  if (kind === "function") {
    const takesNothing = definition !== undefined && parametersOf(definition).length === 0;
    const message = "A handler without a parameter fails at the first job; an endpoint takes the `Input` model.";
    return takesNothing ? { message, severity: "error" } : undefined;
  }
  return {
    message: "This handler is made when the worker starts; on fal, `setup()` makes it and the endpoint calls it.",
    severity: "information",
  };
}
