import base64
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    data: Any
    format: Any


class SecondParameter(fal.App, name="second-parameter"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        responseFormat = "base64"
        data = input.text.encode("utf-8")
        if responseFormat == "base64":
            return Output(data=base64.b64encode(data).decode(), format=responseFormat)
        return Output(data=data.hex(), format=responseFormat)
