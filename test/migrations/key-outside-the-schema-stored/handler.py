from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str
    size: int = 3
    mask: Any = None
    label: str = "small"


class Output(BaseModel):
    text: Any
    mask: Any
    label: Any


class KeyOutsideTheSchemaStored(fal.App, name="key-outside-the-schema-stored"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        input.mask = (input.mask or "none").upper()
        input.text = input.text.strip()
        if input.size > 5:
            input.label = "large"

        return Output(
            text=input.text * input.size,
            mask=input.mask,
            label=input.label,
        )
