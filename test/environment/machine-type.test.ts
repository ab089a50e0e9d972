import { beforeAll, describe, expect, test } from "vitest";
import { inferMachineType } from "../../server/src/migration/environment/machine-type.js";
import { loadGrammar, moduleOf, workspaceOf } from "./workspace.js";

beforeAll(loadGrammar);

const PLAIN = "import requests\n";
const TORCH = "import torch\n";

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly machine: string;
  readonly gpus?: number;
  /** A part of the reason. */
  readonly because: string;
}

const hub = (config: object): string => JSON.stringify({ title: "x", config });

const CASES: readonly Case[] = [
  { what: "nothing speaks of a GPU", files: { "handler.py": PLAIN }, machine: "S", because: "nothing names a GPU" },
  {
    what: "torch is imported",
    files: { "handler.py": TORCH },
    machine: "GPU-A100",
    because: "`handler.py` imports `torch`",
  },
  {
    what: "a local module imports diffusers",
    files: { "handler.py": "import model\n", "model.py": "from diffusers import X\n" },
    machine: "GPU-A100",
    because: "`model.py` imports `diffusers`",
  },
  {
    what: "an optional import of torch",
    files: { "handler.py": "try:\n    import torch\nexcept ImportError:\n    torch = None\n" },
    machine: "S",
    because: "nothing names a GPU",
  },
  {
    what: "the hub listing names a pool",
    files: { "handler.py": PLAIN, ".runpod/hub.json": hub({ gpuIds: "ADA_24,-NVIDIA L4", gpuCount: 1 }) },
    machine: "GPU-L40",
    because: "`.runpod/hub.json` asks for `ADA_24`, which has 24 GB",
  },
  {
    what: "the hub listing excludes first",
    files: { "handler.py": PLAIN, ".runpod/hub.json": hub({ gpuIds: "-NVIDIA L4,HOPPER_141" }) },
    machine: "GPU-H200",
    because: "`HOPPER_141`",
  },
  {
    what: "two GPUs per worker",
    files: { "handler.py": TORCH, ".runpod/hub.json": hub({ gpuIds: "AMPERE_80", gpuCount: 2 }) },
    machine: "GPU-H100",
    gpus: 2,
    because: "80 GB",
  },
  {
    what: "tests.json above the worker",
    files: {
      "src/handler.py": PLAIN,
      ".runpod/tests.json": JSON.stringify({
        tests: [],
        config: { gpuTypeId: "NVIDIA GeForce RTX 4090", gpuCount: 1 },
      }),
    },
    machine: "GPU-L40",
    because: "`NVIDIA GeForce RTX 4090`",
  },
  {
    what: "runpod.toml",
    files: {
      "src/handler.py": PLAIN,
      "runpod.toml": '[project]\ngpu_types = [\n  "NVIDIA A100 80GB PCIe",\n]\ngpu_count = 1\n',
    },
    machine: "GPU-H100",
    because: "`NVIDIA A100 80GB PCIe`",
  },
  {
    what: "a hub listing for processors",
    files: { "handler.py": PLAIN, ".runpod/hub.json": hub({ runsOn: "CPU", cpuFlavor: "cpu3c-2-4" }) },
    machine: "L",
    because: "`cpu3c-2-4` and no GPU",
  },
  {
    what: "processors named although torch is imported",
    files: { "handler.py": TORCH, ".runpod/hub.json": hub({ runsOn: "CPU" }) },
    machine: "L",
    because: "asks for no GPU",
  },
  {
    what: "a comment names the GPU",
    files: { "handler.py": "# tuned for an RTX 6000 Ada\nimport torch\n" },
    machine: "GPU-L40",
    because: "a comment of `handler.py` names the RTX 6000 Ada",
  },
  {
    what: "a docstring names the GPU",
    files: { "handler.py": '"""Runs on one H200."""\nimport torch\n' },
    machine: "GPU-H200",
    because: "names the H200",
  },
  {
    what: "an A100 with 40 GB",
    files: { "handler.py": "# fits an A100 (40GB)\nimport torch\n" },
    machine: "GPU-A100",
    because: "40 GB per GPU",
  },
  {
    what: "the documentation above the worker",
    files: { "src/handler.py": TORCH, "README.md": "# Captions\n\nNeeds an NVIDIA L4 or better.\n" },
    machine: "GPU-L40",
    because: "`README.md` names the L4",
  },
  {
    what: "a short word that is no GPU",
    files: { "handler.py": PLAIN, "README.md": "An L4 load balancer on the A40 motorway.\n" },
    machine: "S",
    because: "nothing names a GPU",
  },
  {
    what: "settings before prose",
    files: { "handler.py": "# an H100\n", "hub.json": hub({ gpuIds: "AMPERE_48" }) },
    machine: "GPU-L40",
    because: "`hub.json`",
  },
  {
    what: "a server in the image computes on the GPU",
    files: {
      "handler.py": PLAIN,
      Dockerfile: "FROM nvidia/cuda:12.1.0-runtime-ubuntu22.04\nCOPY handler.py start.sh /\nCMD /start.sh\n",
      "start.sh": "#!/bin/bash\npython /ComfyUI/main.py --listen &\npython -u /handler.py\n",
    },
    machine: "GPU-A100",
    because: "starts ComfyUI",
  },
  {
    what: "a settings file with an unknown GPU",
    files: { "handler.py": PLAIN, "hub.json": hub({ gpuIds: "SOME_DAY" }) },
    machine: "S",
    because: "nothing names a GPU",
  },
];

describe("machine type", () => {
  test.each(CASES)("$what: $machine", ({ files, machine, gpus, because }) => {
    const workspace = workspaceOf(files);
    const modules = Object.keys(files)
      .filter((path) => path.endsWith(".py"))
      .map((path) => moduleOf(workspace, path));
    const { reason, ...answer } = inferMachineType(workspace, modules, []);
    expect(answer).toEqual(gpus === undefined ? { machineType: machine } : { machineType: machine, numGpus: gpus });
    expect(reason).toContain(because);
    expect(reason).toMatch(/^The machine type is `.+\.$/);
  });

  test("a GPU package among the requirements counts as much as an import", () => {
    const workspace = workspaceOf({ "handler.py": PLAIN });
    const answer = inferMachineType(
      workspace,
      [moduleOf(workspace, "handler.py")],
      ["requests", "onnxruntime-gpu==1.18"],
    );
    expect(answer.machineType).toBe("GPU-A100");
    expect(answer.reason).toContain("`onnxruntime-gpu==1.18`");
  });
});
