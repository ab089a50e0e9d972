from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    value: Any


class Output(BaseModel):
    doubled: Any


class MisuseDecorator(fal.App, name="misuse-decorator"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return Output(doubled=input.value * 2)
