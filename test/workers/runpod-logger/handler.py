import runpod
from runpod import RunPodLogger

log = RunPodLogger()


def check(job_input, job_id):
    if "price" not in job_input:
        log.error("no price given", job_id)
        return "price is missing"
    if job_input["price"] < 0:
        log.warn(f"negative price: {job_input['price']}", job_id)
        return "price must not be negative"
    return None


def handler(job):
    job_input = job["input"]
    log.debug("got a job", request_id=job["id"])

    problem = check(job_input, job["id"])
    if problem:
        return {"error": problem}

    rate = job_input.get("rate", 0.19)
    log.info(f"adding {rate:.0%} tax", job["id"])
    return {"gross": round(job_input["price"] * (1 + rate), 2)}


runpod.serverless.start({"handler": handler})
