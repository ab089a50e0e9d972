async def handler(job):
    job_input = job["input"]
    prompt = job_input["prompt"]
    yield {"prompt_out": prompt}
