import time
from typing import Any, Dict

import runpod


def log(job: Dict[str, Any], text: str):
    print(f"{job['id']}: {text}")


def completion(job: dict):
    data = job["input"]["request"]
    log(job, "completing")
    return {"id": f"chatcmpl-{job['id']}"[:9], "created": int(time.time()) > 0, "echo": data}


def check(job):
    if "request" not in job["input"]:
        return "no request"


def handler(job):
    problem = check(job)
    if problem:
        log(job, problem)
        return {"error": problem}
    return completion(job)


runpod.serverless.start({"handler": handler})
