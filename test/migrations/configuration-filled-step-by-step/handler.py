from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str


class Output(BaseModel):
    reversed: Any


class ConfigurationFilledStepByStep(fal.App, name="configuration-filled-step-by-step", max_multiplexing=8):
    machine_type = "S"

    @fal.endpoint("/")
    async def handler(self, input: Input) -> Output:
        text = input.text
        return Output(reversed=text[::-1])
