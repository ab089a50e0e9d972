import runpod


def handler(job):
    kind = job["input"].get("kind", "empty")
    if kind == "empty":
        return {}
    if kind == "tuple":
        return 1, "two", None
    if kind == "number-keys":
        return {1: "one", 2: "two"}
    if kind == "output":
        return {"output": {"value": 1}}
    if kind == "false-error":
        return {"error": "", "value": 2}
    if kind == "only-error":
        return {"error": ["a", {"b": 1}]}
    if kind == "false":
        return False
    if kind == "zero":
        return 0
    return kind


runpod.serverless.start({"handler": handler})
