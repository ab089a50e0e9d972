from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def run_handler(input):
    base, exponent = input.base, input.exponent
    return Output(power=base**exponent)


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    base: Any = None
    exponent: Any = None


class Output(BaseModel):
    power: Any


class DecoratedHandler(fal.App, name="decorated-handler"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        missing = [key for key in ("base", "exponent") if key not in input.model_dump(exclude_unset=True)]
        if missing:
            raise HTTPException(status_code=422, detail="missing: " + ", ".join(missing))
        return run_handler(input)
