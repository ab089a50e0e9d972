import runpod

COUNT = 0


def describe(text, scale):
    if scale > 10:
        raise ValueError(f"scale {scale} is beyond 10")
    return f"{text} x{scale}"


def handler(job):
    global COUNT
    COUNT += 1
    wanted = job["input"]
    if not wanted.get("text"):
        return {"error": "text is missing"}
    answer = {"count": COUNT, "text": describe(wanted["text"], wanted.get("scale", 2)), "id": job["id"]}
    if "seed" in wanted:
        answer["seed"] = wanted["seed"]
    if wanted.get("mode") == "list":
        return [answer]
    return answer


runpod.serverless.start({"handler": handler})
