import shutil
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


def check_disk():
    """Do not take jobs with a full disk."""
    free = shutil.disk_usage("/").free
    if free < 1024:
        raise RuntimeError("disk is full")


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    n: int = 10


class Output(BaseModel):
    primes: list[Any]


class ChecksFitness(fal.App, name="checks-fitness"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        n = input.n
        return Output(primes=[p for p in range(2, n) if all(p % q for q in range(2, p))])
