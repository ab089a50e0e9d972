import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import { readWorker } from "../../runpod/worker.js";
import { GPU_LIBRARIES } from "../environment/gpu-libraries.js";
import type { Remark } from "../report.js";
import { multiplexingOf } from "./concurrency.js";
import { jobCode, loadCode } from "./job-code.js";
import { logging } from "./logging.js";
import type { OldWorker, QuietChange } from "./quiet-change.js";
import { restarts } from "./restarts.js";
import { retention } from "./retention.js";
import { retries } from "./retries.js";
import { selfTests } from "./self-tests.js";
import { sizes } from "./sizes.js";
import { statuses } from "./statuses.js";
import { streams } from "./streams.js";
import { threads } from "./threads.js";
import { timeouts } from "./timeouts.js";
import { undefinedNames } from "./undefined-names.js";

const CHANGES: readonly QuietChange[] = [
  statuses,
  sizes,
  retention,
  retries,
  timeouts,
  restarts,
  streams,
  threads,
  logging,
  undefinedNames,
  selfTests,
];

/**
 * The places of an old worker where the app behaves otherwise although its code reads the same. `modules` are those of
 * the project that it imports; `newText` is what it has become.
 */
export function quietChanges(
  original: PythonModule,
  modules: readonly PythonModule[],
  newText: string,
): readonly Remark[] {
  const worker = readWorker(original);
  if (worker === undefined) return [];
  const old: OldWorker = {
    worker,
    module: original,
    jobCode: jobCode(worker),
    loadCode: loadCode(worker),
    usesGpu: [original, ...modules].some(importsGpuLibrary),
    newText,
  };
  return [...multiplexingOf(worker).remarks, ...CHANGES.flatMap((change) => [...change(old)])];
}

function importsGpuLibrary(module: PythonModule): boolean {
  return module.names.imports.some(({ module: name }) => GPU_LIBRARIES.has(topLevelPackage(name)));
}
