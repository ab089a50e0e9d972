import { pages, sdkRow, type Rule } from "./rule.js";

export const localModules: Rule = {
  name: "local-modules",
  title: "Files of the worker travel with the app",
  mappings: [sdkRow("COPY . /app", "app_files of the fal.App")],
  why: "RunPod's image holds the whole folder. fal ships the module with the app in it, and the files and folders that `app_files` names: modules that it imports, and data that it reads.",
  links: pages("local-modules", "serverless/workers/handler-functions"),
  safety: "review",
  severity: "information",
  examples: [],
};
