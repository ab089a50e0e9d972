import { pages, sdkRow, type Rule } from "./rule.js";
import { py } from "./shared/py.js";

export const inputValidator: Rule = {
  name: "input-validator",
  title: "The input is checked by RunPod's validator",
  mappings: [
    sdkRow("validate(job_input, SCHEMA)", "the pydantic Input model"),
    sdkRow('checked["errors"]', "pydantic's own answer with status 422"),
  ],
  why: "The schema's rules become fields of the `Input` model, with their types, defaults and limits, and keys that the schema does not know are refused as before. fal checks the model before the endpoint runs and answers 422 with pydantic's messages, so the call and the code for its errors go away.",
  links: pages("input-validator", "serverless/development/validation"),
  safety: "review",
  severity: "information",
  examples: [
    {
      title: "A checked input",
      code: py`
        import runpod
        from runpod.serverless.utils.rp_validator import validate

        SCHEMA = {"prompt": {"type": str, "required": True}}

        def handler(job):
            checked = validate(job["input"], SCHEMA)
            if "errors" in checked:
                return {"error": checked["errors"]}
            return checked["validated_input"]["prompt"]

        runpod.serverless.start({"handler": handler})
      `,
      finds: ['validate(job["input"], SCHEMA)'],
    },
    {
      title: "A function of the same name",
      code: py`
        import runpod
        from jsonschema import validate

        def handler(job):
            validate(job["input"], {"type": "object"})
            return 1

        runpod.serverless.start({"handler": handler})
      `,
      finds: [],
    },
  ],
  *find({ flows }) {
    for (const { validations } of flows) {
      for (const { call } of validations)
        yield {
          span: call,
          message: "RunPod's validator becomes the pydantic `Input` model, which fal checks itself.",
        };
    }
  },
};
