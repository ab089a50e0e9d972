import runpod


def handler(job):
    items = job["input"]["items"]
    if not isinstance(items, list):
        raise TypeError("items must be a list")
    for index, item in enumerate(items):
        if item == "bad":
            raise ValueError(f"item {index} is bad")
        if item == "stop":
            yield {"error": f"stopped at {index}"}
        yield {"index": index, "item": item, "error": None}


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
