import runpod

LIMIT = 8


def measure(words):
    if len(words) > LIMIT:
        return {"error": f"more than {LIMIT} words", "refresh_worker": True}
    return {"words": len(words)}


def handler(job):
    text = job["input"].get("text", "")
    if not text:
        return {"error": "nothing to count", "refresh_worker": True}
    if text == "twice":
        return {"words": 2, "refresh_worker": True}
    result = measure(text.split())
    result["text"] = text
    return result


runpod.serverless.start({"handler": handler, "refresh_worker": True})
