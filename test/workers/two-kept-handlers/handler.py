import runpod


def handler(job):
    values = job["input"] if job else {}
    return {"schema": values.get("schema", "none")}


def health(job):
    return {"alive": True, "deep": job["input"].get("deep", False)}


def check_all(texts):
    return [handler({"input": {"schema": text}}) for text in texts] + [health({"input": {}})]


print("ready:", check_all(["first"]))


runpod.serverless.start({"handler": handler})
runpod.serverless.start({"handler": health})
