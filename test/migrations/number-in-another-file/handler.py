from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    strength: int | float = 0.5
    scale: int | float = 1.5


class Output(BaseModel):
    caption: Any
    label: Any


class NumberInAnotherFile(fal.App, name="number-in-another-file"):
    machine_type = "S"
    app_files = ["captions.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from captions import Caption, describe

        strength = input.strength
        scale = input.scale
        return Output(caption=describe(strength), label=Caption("at").of(value=scale))
