import functools

import runpod


def measure(unit, data):
    if "width" not in data:
        return {"error": "no width"}
    return {"area": f"{data['width'] * data.get('height', 1)} {unit}²"}


def handler(unit, job):
    return measure(unit, job["input"])


runpod.serverless.start({"handler": functools.partial(handler, "cm")})
