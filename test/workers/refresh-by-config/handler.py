import runpod

def handler(job):
    words = job["input"]["words"]
    if "stop" in words:
        return {"error": "stop word"}
    return {"longest": max(words, key=len)}

runpod.serverless.start({"handler": handler, "refresh_worker": True})
