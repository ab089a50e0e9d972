import os

import runpod

REFRESH_EVERY = int(os.environ.get("REFRESH_EVERY", 3))
jobs = 0


def handler(job):
    global jobs
    jobs += 1

    results = {"number": jobs, "text": job["input"].get("text", "").strip()}
    if jobs % REFRESH_EVERY == 0:
        results["refresh_worker"] = True
    return results


runpod.serverless.start({"handler": handler})
