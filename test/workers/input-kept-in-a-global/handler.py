import runpod

request = {}


def heading():
    title = request.get("title", "untitled")
    return title.upper() if request.get("loud", False) else title


def rule(character):
    return character * request.get("width", 20)


def handler(job):
    global request
    request = job["input"]

    lines = request["body"].splitlines()
    return {"page": "\n".join([heading(), rule("="), *lines]), "lines": len(lines)}


runpod.serverless.start({"handler": handler})
