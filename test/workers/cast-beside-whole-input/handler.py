import runpod


def handler(job):
    job_input = job["input"]
    steps = int(job_input.get("steps", 20))
    return {**job_input, "total": steps * 2}


runpod.serverless.start({"handler": handler})
