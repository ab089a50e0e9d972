/**
 * RunPod's GPUs and the fal machine with enough memory for each. fal publishes no such mapping; it is chosen by memory
 * (fal's GPU-A100 has 40 GB, RunPod's A100 has 80 GB).
 * Sources, read 2026-02: docs.runpod.io/references/gpu-types and fal.ai/docs/documentation/deployment/machine-types.
 */
export interface Gpu {
  /** What a person calls it. */
  readonly label: string;
  /** RunPod's exact identifiers. */
  readonly ids: readonly string[];
  /** Per GPU, in GB. */
  readonly memory: number;
  readonly machineType: string;
  /** How many of fal's machine replace one of RunPod's. */
  readonly count?: number;
  /** The name in prose. Absent where prose names nothing else so. */
  readonly mention?: RegExp;
  /** The name is too short to mean a GPU by itself: its line must speak of GPUs. */
  readonly needsContext?: true;
}

/** RunPod's `ids`, then what prose calls them, the more specific name first. */
export const GPUS: readonly Gpu[] = [
  {
    label: "B300",
    ids: ["NVIDIA B300 SXM6 AC"],
    memory: 288,
    machineType: "GPU-B200",
    count: 2,
    mention: /\bB300\b/,
  },
  { label: "B200", ids: ["NVIDIA B200"], memory: 180, machineType: "GPU-B200", mention: /\bG?B200\b/ },
  {
    label: "MI300X",
    ids: ["AMD Instinct MI300X OAM"],
    memory: 192,
    machineType: "GPU-B200",
    mention: /\bMI300X?\b/i,
  },
  {
    label: "H200",
    ids: ["NVIDIA H200", "NVIDIA H200 NVL"],
    memory: 141,
    machineType: "GPU-H200",
    mention: /\bG?H200\b/,
  },
  { label: "H100 NVL", ids: ["NVIDIA H100 NVL"], memory: 94, machineType: "GPU-H100", mention: /\bH100[ -]NVL\b/ },
  {
    label: "H100",
    ids: ["NVIDIA H100 PCIe", "NVIDIA H100 80GB HBM3"],
    memory: 80,
    machineType: "GPU-H100",
    mention: /\bH100s?\b/i,
  },
  { label: "A100 40 GB", ids: [], memory: 40, machineType: "GPU-A100", mention: /\bA100s?[^\n]{0,12}\b40 ?GB?\b/i },
  {
    label: "A100 80 GB",
    ids: ["NVIDIA A100 80GB PCIe", "NVIDIA A100-SXM4-80GB"],
    memory: 80,
    machineType: "GPU-H100",
    mention: /\bA100s?\b/i,
  },
  {
    label: "RTX PRO 6000",
    ids: [
      "NVIDIA RTX PRO 6000 Blackwell Server Edition",
      "NVIDIA RTX PRO 6000 Blackwell Workstation Edition",
      "NVIDIA RTX PRO 6000 Blackwell Max-Q Workstation Edition",
    ],
    memory: 96,
    machineType: "GPU-H200",
    mention: /\bRTX ?PRO ?6000\b/i,
  },
  {
    label: "L40S",
    ids: ["NVIDIA L40", "NVIDIA L40S"],
    memory: 48,
    machineType: "GPU-L40",
    mention: /\bL40S?\b/i,
  },
  {
    label: "RTX 6000 Ada",
    ids: ["NVIDIA RTX 6000 Ada Generation", "NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 2g.48gb"],
    memory: 48,
    machineType: "GPU-L40",
    mention: /\b(?:RTX ?)?6000 ?Ada\b/i,
  },
  {
    label: "RTX A6000",
    ids: ["NVIDIA RTX A6000"],
    memory: 48,
    machineType: "GPU-L40",
    mention: /\b(?:RTX ?)?A6000\b/i,
  },
  { label: "A40", ids: ["NVIDIA A40"], memory: 48, machineType: "GPU-L40", mention: /\bA40\b/, needsContext: true },
  {
    label: "RTX 5090",
    ids: ["NVIDIA GeForce RTX 5090"],
    memory: 32,
    machineType: "GPU-L40",
    mention: /\b(?:RTX|GeForce) ?5090\b/i,
  },
  {
    label: "RTX 5000 Ada",
    ids: ["NVIDIA RTX 5000 Ada Generation", "NVIDIA RTX PRO 4500 Blackwell"],
    memory: 32,
    machineType: "GPU-L40",
    mention: /\bRTX ?5000 ?Ada\b/i,
  },
  {
    label: "RTX 4090",
    ids: ["NVIDIA GeForce RTX 4090", "NVIDIA RTX PRO 6000 Blackwell Server Edition MIG 1g.24gb"],
    memory: 24,
    machineType: "GPU-L40",
    mention: /\b(?:RTX|GeForce) ?4090\b/i,
  },
  {
    label: "RTX 3090",
    ids: ["NVIDIA GeForce RTX 3090", "NVIDIA GeForce RTX 3090 Ti"],
    memory: 24,
    machineType: "GPU-L40",
    mention: /\b(?:RTX|GeForce) ?3090(?: ?Ti)?\b/i,
  },
  {
    label: "RTX A5000",
    ids: ["NVIDIA RTX A5000", "NVIDIA A5000 Ada"],
    memory: 24,
    machineType: "GPU-L40",
    mention: /\b(?:RTX ?)?A5000\b/i,
  },
  { label: "A30", ids: ["NVIDIA A30"], memory: 24, machineType: "GPU-L40", mention: /\bA30\b/, needsContext: true },
  { label: "A10", ids: ["NVIDIA A10"], memory: 24, machineType: "GPU-L40", mention: /\bA10G?\b/, needsContext: true },
  { label: "L4", ids: ["NVIDIA L4"], memory: 24, machineType: "GPU-L40", mention: /\bL4\b/, needsContext: true },
  {
    label: "V100",
    ids: [
      "Tesla V100-PCIE-16GB",
      "Tesla V100-SXM2-16GB",
      "Tesla V100-FHHL-16GB",
      "Tesla V100-SXM2-32GB",
      "Tesla V100-PCIE-32GB",
    ],
    memory: 32,
    machineType: "GPU-L40",
    mention: /\bV100\b/,
  },
  {
    label: "RTX 4000 Ada",
    ids: ["NVIDIA RTX 4000 Ada Generation", "NVIDIA RTX 4000 SFF Ada Generation"],
    memory: 20,
    machineType: "GPU-L40",
    mention: /\bRTX ?4000 ?(?:SFF ?)?Ada\b/i,
  },
  {
    label: "RTX A4500",
    ids: ["NVIDIA RTX A4500", "NVIDIA  RTX A4500"],
    memory: 20,
    machineType: "GPU-L40",
    mention: /\b(?:RTX ?)?A4500\b/i,
  },
  {
    label: "RTX A4000",
    ids: ["NVIDIA RTX A4000"],
    memory: 16,
    machineType: "GPU-L40",
    mention: /\b(?:RTX ?)?A4000\b/i,
  },
  {
    label: "RTX 2000 Ada",
    ids: ["NVIDIA RTX 2000 Ada Generation"],
    memory: 16,
    machineType: "GPU-L40",
    mention: /\bRTX ?2000 ?Ada\b/i,
  },
  {
    label: "RTX 4080",
    ids: ["NVIDIA GeForce RTX 4080", "NVIDIA GeForce RTX 4080 SUPER", "NVIDIA GeForce RTX 5080"],
    memory: 16,
    machineType: "GPU-L40",
    mention: /\b(?:RTX|GeForce) ?[45]080\b/i,
  },
  { label: "T4", ids: ["Tesla T4"], memory: 16, machineType: "GPU-L40", mention: /\bT4\b/, needsContext: true },
  {
    label: "RTX 4070 Ti",
    ids: ["NVIDIA GeForce RTX 4070 Ti"],
    memory: 12,
    machineType: "GPU-L40",
    mention: /\b(?:RTX|GeForce) ?4070\b/i,
  },
  {
    label: "RTX 3080",
    ids: ["NVIDIA GeForce RTX 3080", "NVIDIA GeForce RTX 3080 Ti"],
    memory: 12,
    machineType: "GPU-L40",
    mention: /\b(?:RTX|GeForce) ?3080\b/i,
  },
  {
    label: "RTX 3070",
    ids: ["NVIDIA GeForce RTX 3070"],
    memory: 8,
    machineType: "GPU-L40",
    mention: /\b(?:RTX|GeForce) ?30[67]0\b/i,
  },
  { label: "RTX A2000", ids: ["NVIDIA RTX A2000"], memory: 6, machineType: "GPU-L40", mention: /\bRTX ?A2000\b/i },
];

/** RunPod's pools of GPUs with the same memory, by name: memory in GB and the fal machine. */
export const GPU_POOLS: Readonly<
  Record<string, { readonly memory: number; readonly machineType: string } | undefined>
> = {
  AMPERE_16: { memory: 16, machineType: "GPU-L40" },
  AMPERE_24: { memory: 24, machineType: "GPU-L40" },
  ADA_24: { memory: 24, machineType: "GPU-L40" },
  ADA_32_PRO: { memory: 32, machineType: "GPU-L40" },
  AMPERE_48: { memory: 48, machineType: "GPU-L40" },
  ADA_48_PRO: { memory: 48, machineType: "GPU-L40" },
  AMPERE_80: { memory: 80, machineType: "GPU-H100" },
  ADA_80_PRO: { memory: 80, machineType: "GPU-H100" },
  BLACKWELL_96: { memory: 96, machineType: "GPU-H200" },
  HOPPER_141: { memory: 141, machineType: "GPU-H200" },
  BLACKWELL_180: { memory: 180, machineType: "GPU-B200" },
};

/** fal's machines without a GPU and their memory in GB, the smallest first. */
export const CPU_MACHINES: readonly { readonly machineType: string; readonly memory: number }[] = [
  { machineType: "S", memory: 1 },
  { machineType: "M", memory: 2 },
  { machineType: "L", memory: 15 },
  { machineType: "XL", memory: 30 },
];
