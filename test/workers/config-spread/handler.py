import runpod

DEFAULTS = dict(return_aggregate_stream=True)


def countdown(job):
    start = job["input"].get("start", 3)
    if start > 100:
        raise ValueError("start is too large")
    while start > 0:
        yield start
        start -= 1
    yield "lift-off"


runpod.serverless.start({**DEFAULTS, "handler": countdown})
