import gc
import os
import shutil

import runpod
import torch

ROOT = "/tmp/cleans-up"


def handler(job):
    work = os.path.join(ROOT, job["id"])
    os.makedirs(work, exist_ok=True)
    try:
        parts = job["input"].get("parts", [])
        for i, part in enumerate(parts):
            with open(os.path.join(work, f"{i:03}.txt"), "w") as f:
                f.write(part)
        names = sorted(os.listdir(work))
        if not names:
            return {"error": "no parts"}
        return {"files": names, "bytes": sum(os.path.getsize(os.path.join(work, n)) for n in names)}
    finally:
        shutil.rmtree(work, ignore_errors=True)
        gc.collect()
        if torch.cuda.is_available():
            torch.cuda.empty_cache()
            torch.cuda.ipc_collect()


runpod.serverless.start({"handler": handler})
