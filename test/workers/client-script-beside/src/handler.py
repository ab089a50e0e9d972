import runpod


def handler(job):
    job_input = job["input"]
    if job_input.get("text") is None:
        return {"error": "text is missing"}
    return {"title": job_input["text"].title()}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
