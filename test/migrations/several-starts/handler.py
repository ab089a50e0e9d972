from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    runs: list[Any]


class DecodeInput(BaseModel):
    runs: list[Any] = []


class DecodeOutput(BaseModel):
    text: str


class SeveralStarts(fal.App, name="several-starts"):
    machine_type = "S"

    @fal.endpoint("/")
    def encode(self, input: Input) -> Output:
        text = input.text
        out = []
        for c in text:
            if out and out[-1][0] == c:
                out[-1][1] += 1
            else:
                out.append([c, 1])
        return Output(runs=out)

    @fal.endpoint("/decode")
    def decode(self, input: DecodeInput) -> DecodeOutput:
        runs = input.runs
        return DecodeOutput(text="".join(c * n for c, n in runs))
