/** Identifiers that package.json and the code share; a test compares the two. */

/** Commands of the palette, menus and views. */
export const COMMANDS = {
  migrate: "runpodToFal.migrate",
  runLocally: "runpodToFal.runLocally",
  stopLocally: "runpodToFal.stopLocally",
  callEndpoint: "runpodToFal.callEndpoint",
  compare: "runpodToFal.compare",
  deploy: "runpodToFal.deploy",
  tailLogs: "runpodToFal.tailLogs",
  setKey: "runpodToFal.setKey",
  forgetKey: "runpodToFal.forgetKey",
  showOutput: "runpodToFal.showOutput",
} as const;

export const VIEWS = { apps: "runpodToFal.apps", panel: "runpodToFal.panel" } as const;

/** Contexts of `when` clauses. */
export const CONTEXTS = {
  running: "runpodToFal.running",
  hasApp: "runpodToFal.hasApp",
  hasRunPod: "runpodToFal.hasRunPod",
} as const;

/** Settings below the section `fal`, with what they are when nobody set them. */
export const SETTINGS = {
  "diagnostics.enable": true,
  "diagnostics.select": [] as readonly string[],
  "diagnostics.ignore": [] as readonly string[],
  "python.interpreter": "",
  "local.startTimeout": 600,
  "compare.falPython": "",
  "compare.runpodPython": "",
  "panel.history": true,
  "deploy.silenceTimeout": 900,
  "platform.address": "https://api.fal.ai/v1",
  "platform.restAddress": "https://rest.alpha.fal.ai",
} as const;

export const LOG_LANGUAGE = "fal-log";
