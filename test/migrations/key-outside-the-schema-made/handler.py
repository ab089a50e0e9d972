from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str
    size: int = 3


class Output(BaseModel):
    text: Any
    mask: Any


class KeyOutsideTheSchemaMade(fal.App, name="key-outside-the-schema-made"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        mask = ("none").upper()
        input.text = input.text.strip()

        return Output(
            text=input.text * input.size,
            mask=mask,
        )
