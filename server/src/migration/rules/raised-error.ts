import type { PyNode } from "../../python/node.js";
import { ownNodes } from "../../python/queries.js";
import { ExceptionTypes } from "../conversion/errors/exception-lineage.js";
import { isStopped, ownRaises, raised } from "../conversion/errors/exceptions.js";
import { pages, sdkRow, type Discovery, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const raisedError: Rule = {
  name: "raised-error",
  title: "An exception fails the job",
  mappings: [sdkRow("raise ValueError(message)", "raise HTTPException(status_code=…, detail=message)")],
  why: "RunPod sends the text of an uncaught exception to the caller. fal answers 500 with a fixed text and keeps the exception in its log. What the caller should read is raised as `HTTPException`: 422 where the input is to blame, else 500.",
  links: pages("raised-error", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "warning",
  examples: [
    {
      title: "A guard",
      code: py`
        import runpod

        def handler(job):
            if job["input"]["count"] > 10:
                raise ValueError("count must not exceed 10")
            return 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['raise ValueError("count must not exceed 10")'],
    },
    {
      title: "An assertion",
      code: py`
        import runpod

        def handler(job):
            assert "count" in job["input"], "count is needed"
            return 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['assert "count" in job["input"], "count is needed"'],
    },
    {
      title: "An exception that is caught",
      code: py`
        import runpod

        def handler(job):
            try:
                raise ValueError("no")
            except ValueError:
                return 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ module, handlers }) {
    const types = new ExceptionTypes([module]);
    for (const { definition } of handlers) {
      yield* assertions(definition, types);
      for (const statement of ownRaises(definition)) {
        const type = raised(statement)?.type ?? "";
        if (type === "" || type.endsWith("HTTPException") || isStopped(statement, types.lineageOf(type))) continue;
        yield { span: statement, message: MESSAGE };
      }
    }
  },
};

const MESSAGE =
  "fal keeps the text of an exception from the caller; raised as `HTTPException` it reaches them as on RunPod.";

/** An assertion with a text of its own is a guard as well. */
function* assertions(definition: PyNode, types: ExceptionTypes): Generator<Discovery> {
  for (const statement of ownNodes(definition)) {
    if (statement.type !== "assert_statement" || statement.namedChildren.length < 2) continue;
    if (!isStopped(statement, types.lineageOf("AssertionError"))) yield { span: statement, message: MESSAGE };
  }
}
