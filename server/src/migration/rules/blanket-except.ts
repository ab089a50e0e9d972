import type { PyNode } from "../../python/node.js";
import { ownNodes } from "../../python/queries.js";
import { caughtTypes, isBlanket } from "../conversion/errors/exceptions.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { literalEntries } from "./shared/answers.js";
import { py } from "./shared/py.js";

export const blanketExcept: Rule = {
  name: "blanket-except",
  title: "Every exception becomes a returned error",
  mappings: [
    sdkRow(
      'except Exception as e: return {"error": str(e)}',
      "except HTTPException: raise, then raise HTTPException(500, …)",
    ),
  ],
  why: "The errors that were returned inside the `try` are raised on fal, so a clause that catches everything would catch them too and label them anew. A clause for `HTTPException` in front lets them pass.",
  links: pages("blanket-except", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "The whole handler in a try",
      code: py`
        import runpod

        def handler(job):
            try:
                return job["input"]["prompt"].upper()
            except Exception as error:
                return {"error": str(error)}

        runpod.serverless.start({"handler": handler})
      `,
      finds: ["Exception as error"],
    },
    {
      title: "One kind of exception",
      code: py`
        import runpod

        def handler(job):
            try:
                return int(job["input"]["count"])
            except ValueError as error:
                return {"error": str(error)}

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ handlers }) {
    for (const { definition } of handlers) {
      for (const clause of ownNodes(definition)) {
        if (clause.type !== "except_clause" || !isBlanket(clause) || !answersWithError(clause)) continue;
        yield {
          span: caughtTypes(clause).length === 0 ? (clause.children[0] ?? clause) : (clause.namedChildren[0] ?? clause),
          message: "This would catch fal's `HTTPException` too, so a clause in front lets that one pass.",
        };
      }
    }
  },
};

function answersWithError(clause: PyNode): boolean {
  for (const node of ownNodes(clause)) {
    const value = node.is("return_statement", "yield") ? node.namedChildren[0] : undefined;
    if (value?.type === "dictionary" && literalEntries(value).has("error")) return true;
  }
  return false;
}
