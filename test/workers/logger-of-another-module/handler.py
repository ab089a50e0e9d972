import runpod

import journal
from jobs.prices import gross
from journal import log


def handler(job):
    job_input = job["input"]
    log.info("got a job", job["id"])
    journal.log.error("not an error", None)
    if job_input["price"] < 0:
        log.warn("negative price", job["id"])
        return {"error": "price must not be negative"}
    return {"gross": gross(job_input["price"], job["id"])}


runpod.serverless.start({"handler": handler})
