import functools
import time
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


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


@timed
def mean(numbers):
    return sum(numbers) / len(numbers)


# The handler itself.
def run_handler(input):
    """Answer the mean."""
    numbers = input.numbers
    return {"mean": mean(numbers), "calls": list(calls)}


def run_handler_itself(input):
    start = time.time()
    result = run_handler(input)
    calls.append(f"handler")
    print(f"handler took {time.time() - start:.3f}s")
    return result


prefix = "cannot work"


class Input(BaseModel):
    numbers: list[Any] = []


class WrappedTwice(fal.App, name="wrapped-twice"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        for attempt in range(2 + 1):
            try:
                return run_handler_itself(input)
            except ZeroDivisionError as e:
                if attempt == 2:
                    raise HTTPException(status_code=422, detail=f"{prefix} in handler: {e}") from e
