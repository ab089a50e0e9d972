import runpod


def handler(event):
    # imported here so that the worker reports ready quickly
    import statistics
    from collections import Counter

    numbers = event["input"]["numbers"]
    if len(numbers) == 0:
        return {"error": "numbers is empty"}
    counts = Counter(numbers)
    return {
        "mean": statistics.mean(numbers),
        "median": statistics.median(numbers),
        "common": counts.most_common(1)[0][0],
    }


runpod.serverless.start({"handler": handler})
