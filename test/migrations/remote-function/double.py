from typing import Any

import fal
from pydantic import BaseModel


def double(numbers):
    import numpy

    return Output(numbers=(numpy.array(numbers) * 2).tolist())


class Input(BaseModel):
    numbers: Any


class Output(BaseModel):
    numbers: Any


class RemoteFunction(fal.App, name="remote-function", max_concurrency=3):
    machine_type = "GPU-L40"
    requirements = ["numpy"]

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        return double(numbers=input.numbers)
