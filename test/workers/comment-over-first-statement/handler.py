import runpod
import numpy as np


def handler(job):
    """Average some numbers."""
    # ------------------------------ #
    #  Numbers                       #
    # ------------------------------ #
    numbers = job["input"]["numbers"]

    # nothing to do
    if not numbers:
        return {"error": "no numbers"}
    return {"mean": float(np.mean(numbers)), "job": bool(job["id"])}


runpod.serverless.start({"handler": handler})
