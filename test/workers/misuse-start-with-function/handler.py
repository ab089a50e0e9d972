import runpod


def handler(job):
    text = job["input"].get("text", "")
    return {"length": len(text)}


runpod.serverless.start(handler)
