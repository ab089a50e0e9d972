from concurrent.futures import ThreadPoolExecutor, as_completed

import runpod

pool = ThreadPoolExecutor(max_workers=4)


def slow_square(x):
    if x < 0:
        raise ValueError(f"negative: {x}")
    return x * x


def handler(job):
    values = job["input"].get("values", [])
    futures = {pool.submit(slow_square, v): i for i, v in enumerate(values)}
    results = [None] * len(values)
    for future in as_completed(futures):
        try:
            results[futures[future]] = future.result()
        except ValueError as e:
            return {"error": str(e)}
    return {"results": results}


runpod.serverless.start({"handler": handler})
