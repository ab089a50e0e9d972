from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


def describe(width, height, unit):
    return Output(area=f"{width * height} {unit}²", is_square=width == height)


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    width: float
    height: float
    unit: str = "cm"


class Output(BaseModel):
    area: str
    is_square: Any


class ValidatorErrorsVariable(fal.App, name="validator-errors-variable"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return describe(**input.model_dump())
