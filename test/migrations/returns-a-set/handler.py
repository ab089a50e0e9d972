from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    unique: Any
    count: int


class ReturnsASet(fal.App, name="returns-a-set"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        words = input.text.split()
        # a set, which RunPod could not send
        return Output(unique=set(words), count=len(words))
