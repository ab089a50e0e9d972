import type { PythonModule } from "../../../python/module.js";
import type { EnvironmentRemark } from "../../environment/remark.js";
import { findLocalRewrites } from "../../local/index.js";
import { readWorker } from "../../../runpod/worker.js";

const OF_FAL = /^(?:from|import) fal\b/;

/**
 * Whether a file that is shipped as it is imports `fal`, once it is free of RunPod. The app itself travels with the
 * classes of fal that it uses; a file beside it finds only what the runner has installed.
 */
export function needsFal(module: PythonModule): boolean {
  const isImported = module.source.split("\n").some((line) => OF_FAL.test(line.trim()));
  const needed = findLocalRewrites(module).flatMap(({ imports, definitions }) => [
    ...imports,
    ...definitions.flatMap((definition) => definition.imports),
  ]);
  return isImported || needed.some((line) => OF_FAL.test(line));
}

/** The package itself, where one of the shipped files needs it, or becomes an App as well, and the reason. */
export function falForShipped(modules: readonly PythonModule[]): {
  readonly requirements: readonly string[];
  readonly remarks: readonly EnvironmentRemark[];
} {
  const needing = modules.find((module) => readWorker(module) !== undefined || needsFal(module));
  if (needing === undefined) return { requirements: [], remarks: [] };
  const reason = `\`fal\` is in \`requirements\` because \`${needing.path}\` imports it: a shipped file finds only what the runner has installed.`;
  return { requirements: ["fal"], remarks: [{ kind: "note", rule: "requirements", reason }] };
}
