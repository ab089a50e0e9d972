import runpod

from inference import run_inference


def handler(event):
    return run_inference(event["input"])


runpod.serverless.start({"handler": handler})
