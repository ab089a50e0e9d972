import runpod


def handler(job):
    job_input = job["input"]
    width = job_input.get("width", 512)
    height = job_input.get("height", width)
    seed = job_input.get("seed", job_input.get("random_seed", 7))
    return {"size": [width, height], "seed": seed}


runpod.serverless.start({"handler": handler})
