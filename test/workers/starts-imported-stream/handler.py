import runpod
import os
from worker_code import handler


def health(job):
    return {"alive": True, "id": job["id"]}


if os.environ.get("WORKER_KIND", "main") == "health":
    runpod.serverless.start({"handler": health})
else:
    runpod.serverless.start({"handler": handler})
