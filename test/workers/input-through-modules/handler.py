import runpod
from engine import Engine, shout

engine = Engine(".")


def handler(job):
    job_input = job["input"]
    if "text" in job_input:
        return shout(**job_input)
    return engine.run(job_input)


runpod.serverless.start({"handler": handler})
