import os
import runpod

ON_RUNPOD = os.environ.get("RUNPOD_POD_ID") is not None


def handler(job):
    if job["id"] == "local_test":
        print("running with test_input.json")

    text = job["input"].get("text", "")
    if len(text) > 20:
        return {"error": "text is too long"}
    return {"text": text[:10], "cut": len(text) > 10}


if not ON_RUNPOD:
    print("not on RunPod, expecting test_input.json")

runpod.serverless.start({"handler": handler})
