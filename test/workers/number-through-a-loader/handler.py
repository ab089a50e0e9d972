import runpod
from scaler import Scaler

scalers = {}
last = None


def get_scaler(name):
    if name not in scalers:
        scalers[name] = Scaler(name)
    return scalers[name]


def latest():
    global last
    if last is None:
        last = Scaler("latest")
    return last


def handler(job):
    job_input = job["input"]
    kind = job_input.get("kind", "plain")
    return {
        "scaled": get_scaler(kind).describe(job_input.get("factor", 0.5)),
        "kept": latest().describe(job_input.get("offset", 1.5)),
    }


runpod.serverless.start({"handler": handler})
