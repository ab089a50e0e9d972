import runpod


def handler(job):
    names = job["input"].get("names", ["b", "a"])
    result = {"names": names}
    try:
        result["refresh_worker"] = True
        result["first"] = sorted(names)[0]
    except IndexError:
        return {"names": "nobody"}
    return result


runpod.serverless.start({"handler": handler})
