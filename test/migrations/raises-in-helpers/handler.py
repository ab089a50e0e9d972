import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class InputError(ValueError):
    pass


def check_range(name, value, low, high):
    if not low <= value <= high:
        raise InputError(f"{name} must be between {low} and {high}")
    return value


def simulate(runs, sides):
    # no real dice: the answers must be repeatable
    rolls = [(i * 7 + 3) % sides + 1 for i in range(runs)]
    if sum(rolls) == 13:
        raise RuntimeError("unlucky total")
    return rolls


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    runs: int = 10
    sides: int = 6


class Output(BaseModel):
    rolls: list[Any]
    total: Any


class RaisesInHelpers(fal.App, name="raises-in-helpers"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Output:
        runs = check_range("runs", input.runs, 1, 1000)
        sides = check_range("sides", input.sides, 2, 20)
        rolls = simulate(runs, sides)
        return Output(rolls=rolls, total=sum(rolls))
