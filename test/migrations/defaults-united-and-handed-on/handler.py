from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


BASE = {"steps": 4, "scale": 7, "sampler": "euler"}


def run(prompt, **options):
    return Output(prompt=prompt, options=options)


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    steps: int | float = 4
    scale: int | float = 7
    sampler: str = "euler"


class Output(BaseModel):
    prompt: Any
    options: Any


class DefaultsUnitedAndHandedOn(fal.App, name="defaults-united-and-handed-on"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request = BASE | input.model_dump(exclude_unset=True)
        return run(**request)
