import json
import runpod

with open("/app/labels.json") as f:
    LABELS = json.load(f)


def handler(job):
    return {"label": LABELS[job["input"]["n"]]}


runpod.serverless.start({"handler": handler})
