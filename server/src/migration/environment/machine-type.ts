import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { readContainer } from "./container.js";
import { GPU_DISTRIBUTIONS, GPU_LIBRARIES } from "./gpu-libraries.js";
import { thirdPartyModules } from "./imported-packages.js";
import { fromProse } from "./machine-prose.js";
import { fromSettings } from "./machine-settings.js";
import { FLAVOUR, gpuNamed, processorMachine, withCount, type MachineType } from "./named-gpu.js";
import { requirementName } from "./requirement.js";

/**
 * The fal machine for a worker: what its settings ask for, else the GPU that its comments or documentation name, else
 * a GPU where its code computes on one. `modules` starts with the worker; `requirements` are the app's.
 */
export function inferMachineType(
  workspace: Workspace,
  modules: readonly PythonModule[],
  requirements: readonly string[],
): MachineType {
  const path = modules[0]?.path ?? "";
  const library = gpuLibrary(modules);
  return (
    fromSettings(workspace, path, library !== undefined) ??
    fromProse(workspace, modules) ??
    fromLibrary(workspace, path, library, requirements) ?? {
      machineType: "S",
      reason: "The machine type is `S`: nothing names a GPU and no GPU library is imported.",
    }
  );
}

/** The machine for what decorators ask for: of several the one with the most memory. */
export function machineAskedFor(names: readonly string[], count: number | undefined): MachineType | undefined {
  const gpus = names.flatMap((name) => {
    const gpu = gpuNamed(name);
    return gpu === undefined ? [] : [{ name, gpu }];
  });
  const [largest] = gpus.sort((a, b) => b.gpu.memory - a.gpu.memory);
  if (largest !== undefined) return withCount(largest.gpu, count ?? 1, `the decorator asks for \`${largest.name}\``);
  const flavour = names.map((name) => name.toLowerCase().replaceAll("_", "-")).find((name) => FLAVOUR.test(name));
  return flavour === undefined ? undefined : processorMachine(flavour, "the decorator");
}

function gpuLibrary(modules: readonly PythonModule[]): { readonly name: string; readonly path: string } | undefined {
  for (const module of modules) {
    for (const { stated, isOptional } of thirdPartyModules(module)) {
      const name = topLevelPackage(stated);
      if (!isOptional && GPU_LIBRARIES.has(name)) return { name, path: module.path };
    }
  }
  return undefined;
}

function fromLibrary(
  workspace: Workspace,
  path: string,
  library: { readonly name: string; readonly path: string } | undefined,
  requirements: readonly string[],
): MachineType | undefined {
  const machineType = "GPU-A100";
  if (library !== undefined)
    return { machineType, reason: gpuReason(`\`${library.path}\` imports \`${library.name}\``) };
  const distribution = requirements.find((item) => isGpuDistribution(requirementName(item)) || asksForGpu(item));
  if (distribution !== undefined) return { machineType, reason: gpuReason(`it needs \`${distribution}\``) };
  const software = readContainer(workspace, path)?.gpuSoftware;
  return software === undefined ? undefined : { machineType, reason: gpuReason(software) };
}

/** A worker that starts its work as a command, or tries an import, imports nothing for certain, but lists what it runs. */
function isGpuDistribution(name: string): boolean {
  return GPU_DISTRIBUTIONS.has(name) || GPU_LIBRARIES.has(name.replace(/-/g, "_"));
}

/** `rembg[gpu]`, `jax[cuda12]`. */
function asksForGpu(item: string): boolean {
  return /^[\w.-]+\[(?:[^\]]*,)?\s*(?:gpu|cuda\w*)\s*[,\]]/.test(item);
}

function gpuReason(evidence: string): string {
  return `The machine type is \`GPU-A100\` (40 GB): ${evidence} and nothing names a GPU; choose a larger one if the model needs it.`;
}
