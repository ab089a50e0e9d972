"""Works as a command line tool, and as a worker where runpod is installed."""

from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def to_celsius(fahrenheit):
    return round((fahrenheit - 32) * 5 / 9, 2)


class Input(BaseModel):
    fahrenheit: Any = None


class Output(BaseModel):
    celsius: list[Any]


class Optional(fal.App, name="optional"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        values = input.fahrenheit
        if values is None:
            raise HTTPException(status_code=422, detail="fahrenheit is missing")
        if not isinstance(values, list):
            values = [values]
        return Output(celsius=[to_celsius(float(v)) for v in values])
