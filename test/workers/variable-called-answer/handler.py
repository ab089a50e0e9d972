import runpod


def handler(job):
    answer = {"words": len(job["input"].get("text", "").split())}
    if answer["words"] == 0:
        answer["error"] = "nothing to count"
    return answer


runpod.serverless.start({"handler": handler})
