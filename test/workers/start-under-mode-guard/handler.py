import os
import runpod

mode_to_run = os.getenv("MODE_TO_RUN", "serverless")
print("------- ENVIRONMENT VARIABLES -------")
print("Mode running: ", mode_to_run)
print("------- -------------------- -------")


def handler(event):
    inputReq = event.get("input", {})
    numbers = inputReq.get("numbers", [])
    return {"max": max(numbers) if numbers else None, "mode": mode_to_run}


def run_locally():
    requests = [{"input": {"numbers": [4, 9]}}, {"input": {}}]
    for request in requests:
        print(handler(request))


if mode_to_run in ["both", "serverless"]:
    runpod.serverless.start({
        "handler": handler,
    })
elif mode_to_run == "pod":
    run_locally()
