import { pages, sdkRow, type Rule } from "./rule.js";

export const inputType: Rule = {
  name: "input-type",
  title: "A field's type was told from the code",
  mappings: [
    sdkRow('job_input.get("count", 1)', "count: int = 1"),
    sdkRow("a value of another JSON type", "status 422"),
  ],
  why: "A field of the `Input` model has the type that the code shows: the validator's, a cast's, or a default's, else `Any`. Models are strict, so a value of another JSON type is refused with 422, and never converted unless the old code converted it too.",
  links: pages("input-type", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [],
};
