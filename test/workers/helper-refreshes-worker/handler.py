import runpod


def convert(text):
    if not text:
        return {"error": "no text", "refresh_worker": True}
    return {"text": text.upper(), "refresh_worker": len(text) > 3}


def handler(job):
    return convert(job["input"]["text"])


runpod.serverless.start({"handler": handler})
