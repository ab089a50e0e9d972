import { GUIDE, type Rule } from "./rule.js";

export const jobInput: Rule = {
  name: "job-input",
  title: "The job's input is read",
  mappings: [{ runpod: 'job["input"]', fal: "a pydantic model", source: GUIDE }],
  why: "The body of a fal request is the input itself; its fields are declared once, checked, and shown in the playground.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/job-input.md"],
  safety: "review",
  severity: "information",
  examples: [],
  *find({ flows }) {
    for (const flow of flows) {
      for (const { node, key, origin } of flow.reads) {
        if (origin === "input")
          yield {
            span: node,
            message: `The key \`${key}\` of the job's input becomes a field of the \`Input\` model.`,
          };
      }
    }
  },
};
