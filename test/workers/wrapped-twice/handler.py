import functools
import time
from functools import wraps

import runpod

calls = []


def timed(function):
    """Note how often a function is called."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.time()
        result = function(*args, **kwargs)
        calls.append(f"{function.__name__}")
        print(f"{function.__name__} took {time.time() - start:.3f}s")
        return result

    return wrapper


def guarded(prefix="failed", retries=1):
    def decorate(function):
        @wraps(function)
        def wrapper(job):
            for attempt in range(retries + 1):
                try:
                    return function(job)
                except ZeroDivisionError as e:
                    if attempt == retries:
                        return {"error": f"{prefix} in {function.__name__}: {e}"}
        return wrapper
    return decorate


@timed
def mean(numbers):
    return sum(numbers) / len(numbers)


# The handler itself.
@guarded("cannot work", retries=2)
@timed
def handler(job):
    """Answer the mean."""
    numbers = job["input"].get("numbers", [])
    return {"mean": mean(numbers), "calls": list(calls)}


runpod.serverless.start({"handler": handler})
