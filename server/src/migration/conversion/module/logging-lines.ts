import type { PythonModule } from "../../../python/module.js";
import { importAs } from "../../local/names.js";
import { NO_LINES, type PlaceLines } from "../imports/search-path.js";

/** What sets up Python's logging: the worker's own set-up, which the app then has as well. */
const CONFIGURES = /\b(?:basicConfig|dictConfig|fileConfig|addHandler)\s*\(/;

/**
 * Lines of `setup()` that keep a worker's log lines. Importing RunPod's SDK gave the root logger a handler for what is
 * informative or worse (runpod 1.12.0); fal leaves it without, at warnings. `RunPodLogger` printed every level.
 */
export function loggingLines(worker: PythonModule, modules: readonly PythonModule[], original: string): PlaceLines {
  const all = [worker, ...modules];
  const usesSdkLogger = [original, ...modules.map(({ source }) => source)].some((text) =>
    /\bRunPodLogger\b/.test(text),
  );
  const logs = usesSdkLogger || all.some(logsThroughLogging);
  if (!logs || (!usesSdkLogger && all.some(({ source }) => CONFIGURES.test(source)))) return NO_LINES;
  const { name, statement } = importAs(worker, "import logging");
  const isConfigured = all.some(({ source }) => CONFIGURES.test(source));
  const lines = [
    ...(isConfigured ? [] : [`${name}.basicConfig(level=${name}.INFO)  # as importing RunPod's SDK did`]),
    ...(usesSdkLogger
      ? [`${name}.getLogger("worker").setLevel(${name}.DEBUG)  # RunPodLogger printed every level`]
      : []),
  ];
  return { lines, imports: [statement] };
}

function logsThroughLogging(module: PythonModule): boolean {
  return module.names.imports.some(({ module: from }) => from === "logging");
}
