import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict

SCHEMA = {
    "text": {"type": str, "required": True},
    "scale": {"type": float, "required": False, "default": 1},
    "tags": {"type": list, "required": False, "default": ["plain"]},
}


def check(values):
    for key in SCHEMA:
        if key not in values.model_dump():
            raise ValueError(f"missing {key}")
    if values.scale > 10:
        raise ValueError("too large")


def describe(values):
    return ", ".join(f"{key}={values[key]}" for key in sorted(values))


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
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str
    scale: float = 1.0
    tags: list = ["plain"]


class Output(BaseModel):
    scale: str
    tags: Any
    all: str


class ValidatedInputHandedOn(fal.App, name="validated-input-handed-on"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Output:
        check(input)
        return Output(scale=str(input.scale), tags=input.tags, all=describe(input.model_dump()))
