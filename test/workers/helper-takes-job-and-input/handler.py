import runpod


def greet(job, data):
    name = data["name"]
    if name == "nobody":
        raise ValueError("nobody to greet")
    return {"greeting": f"{data.get('word', 'hello')} {name}", "is_id": isinstance(job["id"], str)}


def handler(job):
    try:
        result = greet(job, job["input"])
        return result
    except Exception as error:
        return {"error": f"failed: {error}", "kind": type(error).__name__}


runpod.serverless.start({"handler": handler})
