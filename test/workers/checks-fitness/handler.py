import shutil

import runpod


@runpod.serverless.register_fitness_check
def check_disk():
    """Do not take jobs with a full disk."""
    free = shutil.disk_usage("/").free
    if free < 1024:
        raise RuntimeError("disk is full")


def handler(job):
    n = job["input"].get("n", 10)
    return {"primes": [p for p in range(2, n) if all(p % q for q in range(2, p))]}


runpod.serverless.start({"handler": handler})
