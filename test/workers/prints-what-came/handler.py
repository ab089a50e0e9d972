import runpod


def handler(job):
    job_input = job["input"]
    print(f"got {job_input}")
    print("input:", job_input)
    return {"text": job_input["text"].upper()}


runpod.serverless.start({"handler": handler})
