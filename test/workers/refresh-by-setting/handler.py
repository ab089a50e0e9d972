import os

import runpod

REFRESH_WORKER = os.environ.get("REFRESH_WORKER", "true").lower() == "true"


def paint(job):
    colours = job["input"].get("colours", ["red"])
    if len(colours) > 3:
        return {"error": "too many colours", "refresh_worker": True}
    return {"painted": " ".join(colours)}


if __name__ == "__main__":
    runpod.serverless.start({"handler": paint, "refresh_worker": REFRESH_WORKER})
