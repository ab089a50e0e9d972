import runpod


def handler(job):
    words = job["input"].get("text", "").split()
    # a set, which RunPod could not send
    return {"unique": set(words), "count": len(words)}


runpod.serverless.start({"handler": handler})
