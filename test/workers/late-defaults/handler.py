import os
import time

import runpod

ATTEMPTS = int(os.environ.get("ATTEMPTS", "3"))
SERVICE = os.environ.get("SERVICE_NAME", "echo")


def attempt(number: int) -> bool:
    return number >= 2


def wait_until_ready(attempts: int = ATTEMPTS, pause: float = 0.0) -> int:
    """Try until the service answers.

    Returns the number of attempts it took.
    """
    for number in range(1, attempts + 1):
        if attempt(number):
            return number
        time.sleep(pause)
    raise RuntimeError(f"{SERVICE} is not ready")


def greeting(name, service=SERVICE):
    return f"{service}: hello {name}"


def handler(job):
    job_input = job["input"]
    tries = wait_until_ready()
    if job_input.get("impatient"):
        tries = wait_until_ready(1)
    return {"text": greeting(job_input.get("name", "you")), "other": greeting("x", service="y"), "tries": tries}


wait_until_ready()
runpod.serverless.start({"handler": handler})
