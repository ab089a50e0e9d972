import os

import runpod

runpod.api_key = os.environ.get("RUNPOD_API_KEY", "not-set")
UPSCALER = os.environ.get("UPSCALER_ENDPOINT_ID", "0123456789abcd")


def upscale(image, factor):
    """Hand the picture to the other worker."""
    endpoint = runpod.Endpoint(UPSCALER)
    result = endpoint.run_sync({"input": {"image": image, "factor": factor}}, timeout=300)
    return result["image"]


def handler(job):
    job_input = job["input"]
    text = job_input.get("text", "hello")
    image = "|".join(text)
    if job_input.get("factor", 1) > 1:
        image = upscale(image, job_input["factor"])
    return {"image": image, "text": text}


runpod.serverless.start({"handler": handler})
