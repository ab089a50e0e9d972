import os

import runpod

LIMITS = {"short": 5, "long": 20}


def check(data):
    """Returns whether the text will do, and what is wrong with it."""
    if not isinstance(data.get("text"), str):
        return False, "text must be a string"
    if len(data["text"]) > 50:
        return False, "text is too long"
    return True, None


def cut(text, size):
    if size not in LIMITS:
        return dict(error=f"unknown size {size}", known=sorted(LIMITS))
    return {"text": text[: LIMITS[size]]}


def handler(job):
    data = job["input"]
    is_fine, message = check(data)
    if not is_fine:
        return {"error": message}
    match data.get("action", "cut"):
        case "cut":
            return cut(data["text"], data.get("size", "short"))
        case "reverse" if os.environ.get("NO_REVERSE"):
            return {"error": "reversing is switched off"}
        case "reverse":
            return {"text": data["text"][::-1]}
        case "count":
            return {"text": str(len(data["text"]))}
        case _:
            return {"error": "unknown action"}


runpod.serverless.start({"handler": handler})
