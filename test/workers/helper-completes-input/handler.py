import runpod


def complete(job_input):
    """Fill in what the caller left out."""
    job_input.setdefault("steps", 20)
    job_input["prompt"] = job_input["prompt"].strip()


def handler(job):
    job_input = job["input"]
    complete(job_input)
    return {"prompt": job_input["prompt"], "steps": job_input["steps"]}


runpod.serverless.start({"handler": handler})
