from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


label = lambda value, unit="px": f"{value}{unit}"


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    width: int | float = 2.5
    height: int | float = 1.5


class Output(BaseModel):
    width: Any
    height: Any


class NumberInALambda(fal.App, name="number-in-a-lambda"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        width = input.width
        shown = lambda value: repr(value)
        return Output(width=label(width), height=shown(input.height))
