import runpod


def handler(job):
    text = job["input"].get("text")
    if not text:
        return "No text provided"
    parts = text.split(";")
    if len(parts) == 1:
        return {"part": parts[0]}
    if len(parts) == 2:
        return parts
    if parts[0] == "count":
        return len(parts) - 1
    if parts[0] == "average":
        return sum(float(p) for p in parts[1:]) / (len(parts) - 1)
    return {"parts": parts}


runpod.serverless.start({"handler": handler})
