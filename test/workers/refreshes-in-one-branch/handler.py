import os

import runpod


def health(job):
    return {"alive": True, "text": job["input"].get("text")}


async def handler(job):
    text = job["input"]["text"]
    if not text:
        return {"error": "text is empty"}
    return {"text": text.upper()}


if os.environ.get("WORKER_KIND", "main") == "health":
    runpod.serverless.start({"handler": health})
else:
    runpod.serverless.start({"handler": handler, "refresh_worker": True})
