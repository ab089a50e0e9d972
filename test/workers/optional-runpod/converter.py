"""Works as a command line tool, and as a worker where runpod is installed."""

try:
    import runpod
except ImportError:
    runpod = None

import sys


def to_celsius(fahrenheit):
    return round((fahrenheit - 32) * 5 / 9, 2)


def handler(job):
    values = job["input"].get("fahrenheit")
    if values is None:
        return {"error": "fahrenheit is missing"}
    if not isinstance(values, list):
        values = [values]
    return {"celsius": [to_celsius(float(v)) for v in values]}


if __name__ == "__main__":
    if runpod is not None:
        runpod.serverless.start({"handler": handler})
    else:
        for argument in sys.argv[1:]:
            print(to_celsius(float(argument)))
