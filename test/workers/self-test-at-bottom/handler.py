import json
import os
import runpod


def handler(event):
    values = event["input"].get("values", [1])
    return {"product": product(values), "n": len(values)}


def product(values):
    p = 1
    for v in values:
        p *= v
    return p


assert product([2, 3]) == 6

if os.environ.get("SELF_TEST"):
    print(json.dumps(handler({"input": {"values": [1, 2, 3]}})))
else:
    runpod.serverless.start({"handler": handler})
