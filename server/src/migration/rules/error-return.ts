import { dictionaryEntries, ownNodes } from "../../python/queries.js";
import { GUIDE, type Rule } from "./rule.js";

export const errorReturn: Rule = {
  name: "error-return",
  title: "An error is returned",
  mappings: [{ runpod: 'return {"error": …}', fal: "raise HTTPException", source: GUIDE }],
  why: "RunPod fails a job whose answer has an `error`; on fal the same dictionary would be a success.",
  links: ["https://github.com/runpod-to-fal/runpod-to-fal/blob/main/docs/rules/error-return.md"],
  safety: "review",
  severity: "warning",
  examples: [],
  *find({ handlers }) {
    for (const { definition } of handlers) {
      for (const node of ownNodes(definition.field("body") ?? definition)) {
        const value = node.type === "return_statement" ? node.namedChildren[0] : undefined;
        const isError = value?.type === "dictionary" && dictionaryEntries(value)?.has("error") === true;
        if (isError) yield { span: node, message: "A returned `error` becomes `raise HTTPException`." };
      }
    }
  },
};
