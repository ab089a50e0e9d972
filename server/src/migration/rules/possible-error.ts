import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { assignedName } from "../../python/queries.js";
import { pages, sdkRow, type HandlerFacts, type Rule } from "./rule.js";
import { returnedValues } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const possibleError: Rule = {
  name: "possible-error",
  title: "An answer that may hold an error",
  mappings: [sdkRow("return result, which may have an error", "raise HTTPException where result has an error")],
  why: "A function of the worker returns a dictionary with an `error`, and the handler returns what that function gave. RunPod looks into the answer and fails the job; on fal the app has to look itself and raise `HTTPException`.",
  links: pages("possible-error", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  examples: [
    {
      title: "A helper that returns errors",
      code: py`
        import runpod

        def process(text):
            if not text:
                return {"error": "no text"}
            return {"text": text}

        def handler(job):
            result = process(job["input"]["text"])
            return result

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["result"],
    },
    {
      title: "A helper that never does",
      code: py`
        import runpod

        def process(text):
            return {"text": text}

        def handler(job):
            return process(job["input"]["text"])

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, handlers }) {
    for (const handler of handlers) {
      if (handler.isGenerator || handler.errorReturners.size === 0) continue;
      for (const { value } of returnedValues(handler.definition)) {
        if (comesFromErrorReturner(module, value, handler))
          yield {
            span: value,
            message:
              "This may have an `error`, for which RunPod fails the job; on fal, it is raised as `HTTPException`.",
          };
      }
    }
  },
};

function comesFromErrorReturner(module: PythonModule, value: PyNode, handler: HandlerFacts): boolean {
  if (value.type !== "identifier") return isErrorCall(value, handler);
  const references = module.scopes.bindingOf(value)?.references ?? [];
  return references.some(({ node, role }) => {
    const assignment = role === "bind" && node.parent?.type === "assignment" ? node.parent : undefined;
    const right = assignment === undefined || assignedName(assignment) !== node ? undefined : assignment.field("right");
    return right !== undefined && isErrorCall(right, handler);
  });
}

function isErrorCall(value: PyNode, { errorReturners }: HandlerFacts): boolean {
  const call = value.type === "await" ? value.namedChildren[0] : value;
  const callee = call?.type === "call" ? call.field("function") : undefined;
  return callee?.type === "identifier" && errorReturners.has(callee.text);
}
