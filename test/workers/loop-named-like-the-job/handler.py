import runpod


def parts(data):
    for word in data.get("text", "a b").split():
        yield {"word": word}


def handler(event):
    for event in parts(event["input"]):
        yield event


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
