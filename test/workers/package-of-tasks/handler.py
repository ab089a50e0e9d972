import runpod

from tasks import TASKS


def handler(job):
    task = TASKS.get(job["input"]["task"])
    if task is None:
        return {"error": "no such task"}
    return {"result": task(job["input"]["text"])}


runpod.serverless.start({"handler": handler})
