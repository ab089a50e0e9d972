import type { PythonModule } from "../../python/module.js";
import type { PyNode } from "../../python/node.js";
import { assignedName, subscriptKey, unawaited } from "../../python/queries.js";
import { pages, sdkRow, type HandlerFacts, type Rule } from "./rule.js";
import { isFalsy, isTruthyError, literalEntries, returnedValues } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const possibleError: Rule = {
  name: "possible-error",
  title: "An answer that may hold an error",
  mappings: [sdkRow("return result, which may have an error", "raise HTTPException where result has an error")],
  why: "The handler returns a variable that was given an `error` on some way, or what a function of the worker gave that returns one. RunPod looks into the answer and fails the job; on fal the app has to look itself and raise `HTTPException`.",
  links: pages("possible-error", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  announced: "note",
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
      title: "A variable that is given an error",
      code: py`
        import runpod

        def handler(job):
            result = {}
            try:
                result["text"] = job["input"]["text"].upper()
            except KeyError:
                result["error"] = "no text"
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
      if (handler.isGenerator) continue;
      for (const { value } of returnedValues(handler.definition)) {
        if (mayHoldError(module, value, handler))
          yield {
            span: value,
            message:
              "This may have an `error`, for which RunPod fails the job; on fal, it is raised as `HTTPException`.",
          };
      }
    }
  },
};

function mayHoldError(module: PythonModule, value: PyNode, handler: HandlerFacts): boolean {
  if (value.type !== "identifier") return isErrorCall(value, handler);
  const references = module.scopes.bindingOf(value)?.references ?? [];
  return references.some(({ node, role }) => (role === "bind" ? isBoundToError(node, handler) : isGivenError(node)));
}

function isBoundToError(name: PyNode, handler: HandlerFacts): boolean {
  const assignment = name.parent?.type === "assignment" ? name.parent : undefined;
  const value = assignment !== undefined && assignedName(assignment) === name ? assignment.field("right") : undefined;
  if (value?.type === "dictionary") return isTruthyError(literalEntries(value));
  return value !== undefined && isErrorCall(value, handler);
}

/** `result["error"] = …`. */
function isGivenError(name: PyNode): boolean {
  const subscript = name.parent;
  const assignment =
    subscript?.parent?.type === "assignment" && subscript.fieldName === "left" ? subscript.parent : undefined;
  const value = assignment?.field("right");
  return subscript !== undefined && subscriptKey(subscript) === "error" && value !== undefined && !isFalsy(value);
}

function isErrorCall(value: PyNode, { errorReturners }: HandlerFacts): boolean {
  const call = unawaited(value);
  const callee = call?.type === "call" ? call.field("function") : undefined;
  return callee?.type === "identifier" && errorReturners.has(callee.text);
}
