import { CPU_MACHINES, GPU_POOLS, GPUS, type Gpu } from "./gpu-table.js";

/** The machine an app runs on, and the sentence that tells why. */
export interface MachineType {
  readonly machineType: string;
  /** Absent for one GPU, and without any. */
  readonly numGpus?: number;
  readonly reason: string;
}

/** RunPod's names for machines without a GPU: `cpu3c-2-4` has two processors and 4 GB. */
export const FLAVOUR = /\bcpu\d[a-z]+-\d+-(\d+)\b/;

/** The machine for a named flavour without a GPU. */
export function processorMachine(flavour: string, who: string): MachineType {
  const memory = Number(FLAVOUR.exec(flavour)?.[1] ?? 1);
  const machine = CPU_MACHINES.find((candidate) => candidate.memory >= memory) ?? CPU_MACHINES.at(-1);
  const machineType = machine?.machineType ?? "S";
  const name = FLAVOUR.exec(flavour)?.[0] ?? flavour;
  return { machineType, reason: `The machine type is \`${machineType}\`: ${who} asks for \`${name}\` and no GPU.` };
}

interface FoundGpu {
  readonly machineType: string;
  readonly memory: number;
  readonly count: number;
}

/** The GPU or pool that a setting names, by identifier, enum member or display name. */
export function gpuNamed(name: string): FoundGpu | undefined {
  const pool = GPU_POOLS[name.replace(/^GpuGroup\./, "")];
  if (pool !== undefined) return { ...pool, count: 1 };
  const key = comparable(name);
  const gpu = GPUS.find(
    ({ label, ids }) =>
      comparable(label) === key || ids.some((id) => comparable(id) === key || comparable(shortId(id)) === key),
  );
  return gpu === undefined ? undefined : found(gpu);
}

/** A GPU of the table as one that was found. */
export function found(gpu: Gpu): FoundGpu {
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

/** The machine for so many of a GPU, with the evidence for it. */
export function withCount(gpu: FoundGpu, count: number, evidence: string): MachineType {
  const total = gpu.count * count;
  const reason = `The machine type is \`${gpu.machineType}\`: ${evidence}, which has ${String(gpu.memory)} GB per GPU.`;
  return total > 1
    ? { machineType: gpu.machineType, numGpus: total, reason }
    : { machineType: gpu.machineType, reason };
}
