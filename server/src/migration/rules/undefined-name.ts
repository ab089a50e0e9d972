import { pages, sdkRow, type Rule } from "./rule.js";

export const undefinedName: Rule = {
  name: "undefined-name",
  title: "A name that nothing defines",
  mappings: [sdkRow("a name that is neither imported nor assigned", "the same line, until the name is defined")],
  why: "The worker uses a name that it neither imports nor assigns. Jobs that came to that line failed on RunPod, and requests to the `fal.App` fail there too: the migration keeps the line and says so, because only the author knows what was meant.",
  links: pages("undefined-name"),
  safety: "manual",
  severity: "warning",
  examples: [],
};
