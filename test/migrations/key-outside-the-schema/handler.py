from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = "hello"
    size: int = 3


class Output(BaseModel):
    given: Any
    text: Any
    margin: int
    colour: Any


class KeyOutsideTheSchema(fal.App, name="key-outside-the-schema"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        size = input.size or None
        margin = 1 if False else 0
        colour = ("red" if size > 3 else "blue").upper()
        return Output(given=input.model_dump(), text=input.text[:size], margin=margin, colour=colour)
