import runpod


def pieces(text):
    for piece in text.split(","):
        yield {"piece": piece}


def handler(job):
    text = job["input"].get("text", "a,b")
    if not text:
        return {"error": "text is empty"}
    return pieces(text)


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
