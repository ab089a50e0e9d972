import { GUIDE, type Rule } from "./rule.js";

export const inputValidator: Rule = {
  name: "input-validator",
  title: "The input is checked by RunPod's validator",
  mappings: [{ runpod: "rp_validator.validate", fal: "pydantic", source: GUIDE }],
  why: "The rules of the schema become the fields and limits of the `Input` model.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/input-validator.md"],
  safety: "review",
  severity: "information",
  examples: [],
  *find({ flows }) {
    for (const flow of flows) {
      for (const { call } of flow.validations)
        yield { span: call, message: "RunPod's validator becomes the pydantic `Input` model." };
    }
  },
};
