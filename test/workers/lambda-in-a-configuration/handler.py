import runpod


def handler(job):
    job_input = job["input"]
    prompt = job_input["prompt"]
    return {"prompt_out": prompt}


config = {"handler": lambda job: handler(job)}
runpod.serverless.start(config)
