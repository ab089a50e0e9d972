import os
import sys

import runpod

MODE = os.environ.get("WORKER_MODE", "upper")


def upper(job):
    return {"text": job["input"]["text"].upper()}


def count(job):
    return {"length": len(job["input"]["text"])}


def both(job):
    return {**upper(job), **count(job)}


if MODE == "upper":
    print("upper case it is")
    runpod.serverless.start({"handler": upper})
    sys.exit(0)

# Everything else counts.
if MODE == "count":
    runpod.serverless.start({"handler": count})

print("both")
runpod.serverless.start({"handler": both})
