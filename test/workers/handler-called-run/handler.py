import runpod


def run(job):
    text = job["input"]["text"]
    result = {"text": text}
    if len(text) > 5:
        result["error"] = "too long"
    return result


runpod.serverless.start({"handler": lambda job: run(job)})
