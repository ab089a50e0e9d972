import os
import tempfile

import runpod
from runpod.serverless import progress_update

WORKDIR = tempfile.mkdtemp()


def handler(job):
    job_id = job["id"]
    lines = job["input"]["lines"]
    path = os.path.join(WORKDIR, f"{job_id}.txt")

    with open(path, "w") as out:
        for number, line in enumerate(lines):
            out.write(line.strip() + "\n")
            progress_update(job, f"{number + 1}/{len(lines)} lines")

    with open(path) as f:
        content = f.read()
    os.remove(path)

    runpod.serverless.progress_update(job, {"stage": "done", "percent": 100})
    return {"content": content, "lines": content.count("\n")}


runpod.serverless.start({"handler": handler})
