import runpod
from captions import Caption, describe


def handler(job):
    job_input = job["input"]
    strength = job_input.get("strength", 0.5)
    scale = job_input.get("scale", 1.5)
    return {"caption": describe(strength), "label": Caption("at").of(value=scale)}


runpod.serverless.start({"handler": handler})
