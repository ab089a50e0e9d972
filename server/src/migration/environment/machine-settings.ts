import type { Workspace } from "../workspace.js";
import { CPU_MACHINES } from "./gpu-table.js";
import { gpuNamed, withCount, type MachineType } from "./named-gpu.js";
import { nearestFiles } from "./paths.js";

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
export function fromSettings(workspace: Workspace, path: string, computesOnGpu: boolean): MachineType | undefined {
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

function gpuCount(text: string): number {
  const count = /["']?\bgpu_?count\b["']?\s*[:=]\s*["']?(\d+)/i.exec(text)?.[1];
  return Math.max(1, Number(count ?? 1));
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
