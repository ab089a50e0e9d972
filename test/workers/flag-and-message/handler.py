import runpod

STYLES = ("plain", "loud")


def check(data):
    """Say whether the input is good, and what is wrong with it."""
    if not data.get("text"):
        return False, "text is missing"
    if data.get("style", "plain") not in STYLES:
        return False, f"style must be one of {', '.join(STYLES)}"
    return True, None


def handler(job):
    data = job["input"]
    is_valid, message = check(data)
    if not is_valid:
        return {"error": message, "status": "refused"}
    text = data["text"].upper() if data.get("style") == "loud" else data["text"]
    return {"text": text, "status": "done"}


runpod.serverless.start({"handler": handler})
