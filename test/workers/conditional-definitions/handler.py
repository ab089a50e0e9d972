import os
import sys

import runpod

if sys.version_info >= (3, 8):
    from math import prod
else:
    def prod(values):
        result = 1
        for value in values:
            result *= value
        return result

try:
    import orjson as json_library
    NAME = "orjson"
except ImportError:
    import json as json_library
    NAME = "json"

if os.environ.get("VERBOSE"):
    def log(*parts):
        print("[worker]", *parts)
else:
    def log(*parts):
        pass


def handler(job):
    numbers = job["input"].get("numbers") or [1]
    log("numbers", numbers)
    return {"product": prod(numbers), "text": json_library.dumps(numbers) if NAME == "json" else str(numbers)}


runpod.serverless.start({"handler": handler})
