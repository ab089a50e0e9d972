import type { PyNode } from "../../python/node.js";
import { statementOf, subscriptKey } from "../../python/queries.js";
import type { Validation } from "../../runpod/validation.js";
import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const validatorOrder: Rule = {
  name: "validator-order",
  title: "The checked input is read before its errors",
  mappings: [sdkRow('checked["validated_input"] before the errors (KeyError)', "pydantic's answer with status 422")],
  why: "RunPod's validator gives either `errors` or `validated_input`. Code that reads the input first fails for every bad input with a `KeyError` that tells the caller nothing. fal checks the `Input` model before the endpoint runs and answers 422 with what is wrong.",
  links: pages("validator-order", "serverless/development/validation"),
  safety: "review",
  severity: "error",
  announced: "note",
  examples: [
    {
      title: "The input first",
      code: py`
        import runpod
        from runpod.serverless.utils.rp_validator import validate

        def handler(job):
            checked = validate(job["input"], {"prompt": {"type": str, "required": True}})
            prompt = checked["validated_input"]["prompt"]
            if "errors" in checked:
                return {"error": checked["errors"]}
            return prompt

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['checked["validated_input"]'],
    },
    {
      title: "The errors first",
      code: py`
        import runpod
        from runpod.serverless.utils.rp_validator import validate

        def handler(job):
            checked = validate(job["input"], {"prompt": {"type": str, "required": True}})
            if "errors" in checked:
                return {"error": checked["errors"]}
            return checked["validated_input"]["prompt"]

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ flows }) {
    for (const { validations } of flows) {
      for (const validation of validations) {
        const early = earlyRead(validation);
        if (early !== undefined)
          yield {
            span: early,
            message:
              "This is a `KeyError` for every bad input; fal answers 422 by the `Input` model before the endpoint runs.",
          };
      }
    }
  },
};

/** The read of `validated_input` in front of which nothing asks for errors. */
function earlyRead({ call, result }: Validation): PyNode | undefined {
  if (asksForErrors(statementOf(call))) return undefined;
  if (call.parent !== undefined && subscriptKey(call.parent) === "validated_input") return call.parent;
  for (const { node, role } of result?.references ?? []) {
    if (role === "bind" || node.start < call.end) continue;
    const parent = node.parent;
    if (parent !== undefined && subscriptKey(parent) === "validated_input") return parent;
    if (asksForErrors(statementOf(node))) return undefined;
  }
  return undefined;
}

/** Whether a statement's own line speaks of errors, or of the key to come. */
function asksForErrors(statement: PyNode): boolean {
  const header = statement.field("condition") ?? statement;
  return /errors|validated_input["'] (?:not )?in/.test(header.text);
}
