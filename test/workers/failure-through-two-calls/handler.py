import runpod


def failure(message):
    return {"error": message}


def process(job, data):
    count = data["count"]
    if not count:
        return failure("nothing to count")
    return {"count": count, "known": bool(job["id"])}


def handler(job):
    try:
        return process(job, job["input"])
    except Exception as e:
        return {"error": str(e)}


runpod.serverless.start({"handler": handler})
