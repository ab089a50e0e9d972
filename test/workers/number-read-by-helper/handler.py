import runpod
from reading import read_temperature


def handler(job):
    temperature = read_temperature(job["input"])
    return {"text": f"at {temperature}"}


runpod.serverless.start({"handler": handler})
