from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    instruction: str | None = None
    seconds: int = 0


class Output(BaseModel):
    slug: Any
    waited: int


class InputNamedInput(fal.App, name="input-named-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        instruction = input.instruction
        seconds = input.seconds

        if not instruction:
            raise HTTPException(status_code=422, detail="no instruction")

        # the builtin is shadowed on purpose, it is what the quick start did
        result = instruction.replace(" ", "-").lower()
        return Output(slug=result, waited=seconds)
