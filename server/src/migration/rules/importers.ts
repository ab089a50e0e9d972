import { pages, sdkRow, type Rule } from "./rule.js";

export const importers: Rule = {
  name: "importers",
  title: "Another module imports the handler",
  mappings: [sdkRow("from handler import handler", "fal_client, or the app's class")],
  why: "The handler becomes a method of the app, so a module that imported it no longer finds it. A test of the old handler is left alone, and one in the same file goes with it; any other module has to call the app, through `fal_client` or the class.",
  links: pages("importers", "serverless/workers/handler-functions"),
  safety: "manual",
  severity: "warning",
  examples: [],
};
