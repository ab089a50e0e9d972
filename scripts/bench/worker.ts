/** A RunPod worker of about so many lines, as a person would have let it grow: many functions, RunPod in most of them. */
export function largeWorker(lines: number): string {
  const parts = [HEAD];
  for (let index = 0; linesOf(parts) < lines - linesOf([TAIL]); index += 1) parts.push(step(index));
  return [...parts, TAIL].join("\n");
}

function linesOf(parts: readonly string[]): number {
  return parts.join("\n").split("\n").length;
}

const HEAD = `"""A worker that has grown for years."""
import os
import time

import numpy as np
import runpod
import torch
from PIL import Image
from runpod.serverless.utils import rp_cleanup, rp_download

MODEL_FOLDER = "/runpod-volume/models"
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
table = {"key": 1}
`;

function step(index: number): string {
  const name = `step_${String(index)}`;
  return `
def ${name}(job, values):
    """Step ${String(index)} of the pipeline: one of many that look alike.

    Its docstring holds a "quote" and an (open bracket, as texts do.
    """
    job_input = job["input"]
    size = job_input.get("size_${String(index)}", ${String(index)})
    runpod.serverless.progress_update(job, f"step ${String(index)} of {len(values)}")
    path = os.path.join("/runpod-volume", "step", "${name}.bin")
    result = []
    for position, value in enumerate(values):
        if value is None:  # not every value is there
            continue
        scaled = np.clip(value * size + table["key"], 0, 255)
        result.append({"position": position, "value": scaled, "path": path})
    if len(result) > ${String(index + 3)}:
        rp_cleanup.clean(["${name}"])
    return result
`;
}

const TAIL = `
def handler(job):
    job_input = job["input"]
    started = time.time()
    files = rp_download.file(job_input["url"])
    values = step_0(job, [files["file_path"]])
    if not values:
        return {"error": "nothing was found"}
    return {"values": step_1(job, values), "seconds": time.time() - started}


runpod.serverless.start({"handler": handler})
`;
