from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    seconds: Any


class Output(BaseModel):
    clock: str


class StartByKeyword(fal.App, name="start-by-keyword"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        seconds = input.seconds
        minutes, rest = divmod(seconds, 60)
        return Output(clock=f"{int(minutes):02}:{int(rest):02}")
