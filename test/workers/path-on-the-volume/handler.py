import os

import runpod

ROOT = "/tmp/out" if os.environ.get("NO_VOLUME") else "/runpod-volume"


def handler(job):
    """Names where a report will lie.

    Args:
        title (str): str, required
    """
    folder = f"{ROOT}/reports"
    path = f"{folder}/{job['input']['title']}.txt"
    if job["input"].get("write"):
        with open(path, "w") as report:
            report.write("done")
    return {"report_path": path}


runpod.serverless.start({"handler": handler})
