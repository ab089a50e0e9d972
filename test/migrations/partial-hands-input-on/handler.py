from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def measure(unit, data):
    if "width" not in data.model_fields_set:
        raise HTTPException(status_code=422, detail="no width")
    return Output(area=f"{data.width * data.height} {unit}²")


def handler(unit, input):
    return measure(unit, input)


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    width: Any = None
    height: int = 1


class Output(BaseModel):
    area: str


class PartialHandsInputOn(fal.App, name="partial-hands-input-on"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        return handler("cm", input)
