import { topLevelPackage } from "../../python/imports.js";
import type { PythonModule } from "../../python/module.js";
import type { Workspace } from "../workspace.js";
import { findDockerfile } from "./dockerfile.js";
import { GPU_DISTRIBUTIONS, GPU_LIBRARIES } from "./gpu-libraries.js";
import { CPU_MACHINES, GPU_POOLS, GPUS, type Gpu } from "./gpu-table.js";
import { thirdPartyModules } from "./imported-packages.js";
import { filesOf, foldersUpFrom, nearestFiles } from "./paths.js";
import { requirementName } from "./requirement.js";
import { readContainer } from "./container.js";

/** The machine an app runs on, and the sentence that tells why. */
export interface MachineType {
  readonly machineType: string;
  /** Absent for one GPU, and without any. */
  readonly numGpus?: number;
  readonly reason: string;
}

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

const FLAVOUR = /\bcpu\d[a-z]+-\d+-(\d+)\b/;

function processorMachine(flavour: string, who: string): MachineType {
  const memory = Number(FLAVOUR.exec(flavour)?.[1] ?? 1);
  const machine = CPU_MACHINES.find((candidate) => candidate.memory >= memory) ?? CPU_MACHINES.at(-1);
  const machineType = machine?.machineType ?? "S";
  const name = FLAVOUR.exec(flavour)?.[0] ?? flavour;
  return { machineType, reason: `The machine type is \`${machineType}\`: ${who} asks for \`${name}\` and no GPU.` };
}

const SETTINGS_FILES = [
  ".runpod/hub.json",
  "hub.json",
  ".runpod/tests.json",
  ".runpod/tests_.json",
  "tests.json",
  "runpod.toml",
  "endpoint-config.json",
  "endpoint_config.json",
  "endpoint.json",
  "worker-config.json",
  "runpod.json",
  "runpod.yaml",
  "runpod.yml",
  ".github/tests.json",
];

/** What one settings file says: its first GPU that is known, or its processor. */
function fromSettings(workspace: Workspace, path: string, computesOnGpu: boolean): MachineType | undefined {
  for (const file of nearestFiles(workspace, path, SETTINGS_FILES)) {
    const text = workspace.read(file) ?? "";
    const found = gpuSetting(file, text) ?? processorSetting(file, text, computesOnGpu);
    if (found !== undefined) return found;
  }
  return undefined;
}

const GPU_KEY =
  /["']?\b(?:gpu_?ids?|gpu_?type_?ids?|gpu_?types?|gpu_?pools?|pools)\b["']?\s*[:=]\s*(\[[^\]]*\]|"[^"]*"|'[^']*'|[^\n#,}]+)/gi;

function gpuSetting(file: string, text: string): MachineType | undefined {
  for (const [, value = ""] of text.matchAll(GPU_KEY)) {
    const asked = value.split(/[,\n]/).map((part) => part.replace(/[[\]"']/g, "").trim());
    for (const name of asked) {
      const gpu = name.startsWith("-") ? undefined : gpuNamed(name);
      if (gpu !== undefined) return withCount(gpu, gpuCount(text), `\`${file}\` asks for \`${name}\``);
    }
  }
  return undefined;
}

interface FoundGpu {
  readonly machineType: string;
  readonly memory: number;
  readonly count: number;
}

/** The GPU or pool that a setting names, by identifier, enum member or display name. */
function gpuNamed(name: string): FoundGpu | undefined {
  const pool = GPU_POOLS[name.replace(/^GpuGroup\./, "")];
  if (pool !== undefined) return { ...pool, count: 1 };
  const key = comparable(name);
  const gpu = GPUS.find(
    ({ label, ids }) =>
      comparable(label) === key || ids.some((id) => comparable(id) === key || comparable(shortId(id)) === key),
  );
  return gpu === undefined ? undefined : found(gpu);
}

function found(gpu: Gpu): FoundGpu {
  return { machineType: gpu.machineType, memory: gpu.memory, count: gpu.count ?? 1 };
}

function comparable(name: string): string {
  return name
    .replace(/^GpuType\./, "")
    .replace(/[^a-z0-9]/gi, "")
    .toLowerCase();
}

/** `4090` and `RTX 4090` for `NVIDIA GeForce RTX 4090`. */
function shortId(id: string): string {
  return id.replace(/^(?:NVIDIA|Tesla|AMD Instinct)\s+(?:GeForce\s+)?(?:RTX (?=\d{4}$))?/, "");
}

function gpuCount(text: string): number {
  const count = /["']?\bgpu_?count\b["']?\s*[:=]\s*["']?(\d+)/i.exec(text)?.[1];
  return Math.max(1, Number(count ?? 1));
}

function withCount(gpu: FoundGpu, count: number, evidence: string): MachineType {
  const total = gpu.count * count;
  const reason = `The machine type is \`${gpu.machineType}\`: ${evidence}, which has ${String(gpu.memory)} GB per GPU.`;
  return total > 1
    ? { machineType: gpu.machineType, numGpus: total, reason }
    : { machineType: gpu.machineType, reason };
}

/** `cpu3c-2-4` names two processors and 4 GB; a worker that runs on processors alone says so in `runsOn`. */
function processorSetting(file: string, text: string, computesOnGpu: boolean): MachineType | undefined {
  const flavour = /\bcpu\d[a-z]+-\d+-(\d+)\b/.exec(text);
  const runsOnCpu = /["']?(?:runsOn|computeType)["']?\s*[:=]\s*["']CPU["']/i.test(text);
  if (flavour === null && !runsOnCpu) return undefined;
  const memory = flavour === null ? (computesOnGpu ? 15 : 1) : Number(flavour[1]);
  const machine = CPU_MACHINES.find((candidate) => candidate.memory >= memory) ?? CPU_MACHINES.at(-1);
  const machineType = machine?.machineType ?? "S";
  const asked = flavour === null ? "no GPU" : `\`${flavour[0]}\` and no GPU`;
  return { machineType, reason: `The machine type is \`${machineType}\`: \`${file}\` asks for ${asked}.` };
}

/** The first GPU named in a comment of the worker, in its Dockerfile, or in the documentation beside it. */
function fromProse(workspace: Workspace, modules: readonly PythonModule[]): MachineType | undefined {
  const [worker] = modules;
  if (worker === undefined) return undefined;
  const dockerfile = findDockerfile(workspace, worker.path);
  const readmes = documentation(workspace, worker.path);
  const places = [
    { where: `a comment of \`${worker.path}\``, text: commentsOf(worker) },
    ...(dockerfile === undefined ? [] : [{ where: `\`${dockerfile.path}\``, text: dockerfile.text }]),
    ...readmes.map((path) => ({ where: `\`${path}\``, text: workspace.read(path) ?? "" })),
  ];
  for (const { where, text } of places) {
    const mention = firstMention(text);
    if (mention !== undefined) return withCount(found(mention.gpu), 1, `${where} names the ${mention.words}`);
  }
  return undefined;
}

const READMES = ["README.md", "readme.md", "README.rst", "README.txt", "README"];

/** What only the root of a worker's own project holds. */
const PROJECT_MARKS = [
  "requirements.txt",
  "Dockerfile",
  "pyproject.toml",
  "builder/requirements.txt",
  ".runpod/hub.json",
];

/** The nearest documentation, but none above the worker's project: a collection's front page speaks of others too. */
function documentation(workspace: Workspace, path: string): readonly string[] {
  const files = filesOf(workspace);
  for (const folder of foldersUpFrom(path)) {
    const inFolder = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
    const readme = READMES.map(inFolder).find((name) => files.has(name));
    if (readme !== undefined) return [readme];
    if (PROJECT_MARKS.some((name) => files.has(inFolder(name)))) return [];
  }
  return [];
}

function commentsOf(module: PythonModule): string {
  const parts: string[] = [];
  for (const node of module.root.walk()) {
    const isDocstring = node.type === "expression_statement" && node.children[0]?.type === "string";
    if (node.type === "comment" || isDocstring) parts.push(node.text);
  }
  return parts.join("\n");
}

interface Mention {
  readonly gpu: Gpu;
  readonly words: string;
  readonly index: number;
}

function firstMention(text: string): Mention | undefined {
  const mentions = GPUS.flatMap((gpu) => mentionOf(gpu, text) ?? []);
  return mentions.reduce<Mention | undefined>(
    (first, mention) => (first === undefined || mention.index < first.index ? mention : first),
    undefined,
  );
}

function mentionOf(gpu: Gpu, text: string): Mention | undefined {
  if (gpu.mention === undefined) return undefined;
  for (const match of text.matchAll(new RegExp(gpu.mention, `${gpu.mention.flags.replace("g", "")}g`))) {
    if (gpu.needsContext !== true || speaksOfGpus(text, match.index))
      return { gpu, words: match[0].replace(/\s+/g, " "), index: match.index };
  }
  return undefined;
}

function speaksOfGpus(text: string, index: number): boolean {
  const start = text.lastIndexOf("\n", index) + 1;
  const end = text.indexOf("\n", index);
  return /\b(?:gpus?|nvidia|tesla|cuda|vram)\b/i.test(text.slice(start, end < 0 ? undefined : end));
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
