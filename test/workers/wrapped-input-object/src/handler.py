import runpod
from utils import JobInput
from engine import Engine

engine = Engine()


def handler(job):
    job_input = JobInput(job["input"])
    return engine.generate(job_input)


runpod.serverless.start({"handler": handler})
