import { pages, sdkRow, type Rule } from "./rule.js";

export const syntaxError: Rule = {
  name: "syntax-error",
  title: "The file does not parse",
  mappings: [sdkRow("a file with a syntax error", "nothing until it parses")],
  why: "What cannot be read cannot be moved: a rewrite could lose code. Mend the line that Python complains about, then migrate the file to a `fal.App`.",
  links: pages("syntax-error"),
  safety: "manual",
  severity: "error",
  examples: [],
};
