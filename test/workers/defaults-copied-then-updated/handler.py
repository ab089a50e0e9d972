import runpod

SETTINGS = {"language": "en", "beam_size": 5}


def handler(event):
    options = SETTINGS.copy()
    options.update(event["input"])
    words = options["text"].split()
    if options["language"] == "xx":
        return {"error": "unknown language"}
    return {"words": words[: options["beam_size"]], "language": options["language"]}


def handler_two(event):
    settings = event["input"] or {}
    return settings


runpod.serverless.start({"handler": handler})
