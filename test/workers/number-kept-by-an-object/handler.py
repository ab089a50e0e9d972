import runpod
from settings import Settings


def handler(job):
    settings = Settings(job["input"])
    return {"said": "%s degrees" % settings.temperature, "half": settings.halved()}


runpod.serverless.start({"handler": handler})
