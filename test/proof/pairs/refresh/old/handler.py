import uuid

import runpod


def handler(job):
    mode = job["input"].get("mode")
    if mode == "error":
        return {"error": "no memory is left", "refresh_worker": True}
    if mode == "full":
        return {"refresh_worker": True, "name": f"{uuid.uuid4()}.png"}
    if mode == "falsy":
        return {"error": "", "name": "fine"}
    if mode == "extra":
        return {"error": "bad", "details": [1, 2]}
    if mode == "nothing":
        return None
    return {"name": "plain", "refresh_worker": False}


runpod.serverless.start({"handler": handler})
