import { startOptions } from "../changes/start-options.js";
import { appNames } from "../environment/app-name.js";
import { cacheRemark, containerRemark, readContainer } from "../environment/container.js";
import { findImporters, importerRemarks } from "../environment/importers.js";
import type { LocalModules } from "../environment/local-modules.js";
import { inferMachineType, machineAskedFor } from "../environment/machine-type.js";
import type { EnvironmentRemark } from "../environment/remark.js";
import { inferRequirements } from "../environment/requirements.js";
import { readSamples } from "../environment/samples.js";
import { inferScaling } from "../environment/scaling.js";
import type { PythonModule } from "../../python/module.js";
import { shippedPaths } from "../environment/shipped-paths.js";
import type { Worker } from "../../runpod/worker.js";
import type { Workspace } from "../workspace.js";
import type { EndpointSettings } from "./newer-styles/settings.js";
import type { Surroundings } from "./draft.js";
import { loggingLines } from "./module/logging-lines.js";
import { readsOwnPath } from "./module/own-path.js";
import { falForShipped } from "./imports/shipped-imports.js";

/** What lies around a worker, for its App and for the report. */
export function readSurroundings(
  workspace: Workspace,
  worker: Worker,
  local: LocalModules,
  settings: EndpointSettings,
  original: PythonModule,
): { readonly surroundings: Surroundings; readonly remarks: readonly EnvironmentRemark[] } {
  const { module } = worker;
  const modules = [module, ...local.modules.map((found) => found.module)];
  const requirements = inferRequirements(workspace, modules, settings.requirements);
  const machine =
    machineAskedFor(settings.machines, settings.gpuCount) ?? inferMachineType(workspace, modules, requirements.items);
  const shippedFal = falForShipped(local.modules.map((found) => found.module));
  const names = appNames(workspace, module.path, { isTaken: (name) => module.scopes.module.bindings.has(name) });
  const container = readContainer(workspace, module.path);
  const scaling = inferScaling(workspace, module.path);
  const shipped = shippedPaths(workspace, module.path, local.dataFiles);
  const surroundings: Surroundings = {
    ...names,
    machineType: machine.machineType,
    gpuCount: machine.numGpus,
    requirements: [...requirements.items, ...shippedFal.requirements],
    appFiles: local.appFiles,
    contextFolder: local.contextFolder,
    pathFolders: local.pathFolders,
    ownPackage: local.ownPackage,
    opensFiles:
      readsOwnPath(module) || shipped.places.size > 0 || local.dataFiles.some(({ isAbsolute }) => !isAbsolute),
    shippedPaths: shipped.places,
    streaming: settings.streaming,
    paths: settings.paths,
    routes: settings.routes,
    logging: loggingLines(
      module,
      local.modules.map((found) => found.module),
      original.source,
    ),
    options: [...scaling.options, ...settings.options, ...startOptions(worker)],
    samples: readSamples(workspace, module.path).flatMap(({ input }) => (isObject(input) ? [input] : [])),
  };
  const remarks: EnvironmentRemark[] = [
    ...requirements.remarks,
    ...shippedFal.remarks,
    ...local.remarks,
    ...shipped.remarks,
    ...scaling.remarks,
    { kind: "note", rule: "machine-type", reason: machine.reason },
    ...[containerRemark(container), cacheRemark(container)].filter((remark) => remark !== undefined),
    ...importerRemarks(module.path, findImporters(workspace, module.path)),
  ];
  return { surroundings, remarks };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
