import { namedCalls, remarkAt, type QuietChange } from "./quiet-change.js";

/** Importing RunPod's SDK set up Python's logging, so that what the worker says about it came too late. */
export const logging: QuietChange = function* ({ module, loadCode, jobCode }) {
  const configured = [...namedCalls(module, [...loadCode, ...jobCode])].find(
    ({ call, name }) => name === "logging.basicConfig" && !/\bforce\s*=\s*True\b/.test(call.text),
  );
  const imported = module.names.imports.find(({ module: name }) => name.split(".")[0] === "runpod");
  if (configured === undefined || imported === undefined || imported.statement.start > configured.call.start) return;
  yield remarkAt(
    module,
    configured.call,
    "quiet-change",
    "Importing RunPod's SDK had set up logging already, so this call did nothing; in the app it takes effect, and lines look and are chosen as it says.",
  );
};
