from typing import Any

import fal
from pydantic import BaseModel


FACTORS = {"single": 1, "double": 2}


def process(data, mode="single"):
    return [x * FACTORS[mode] for x in data]


class Input(BaseModel):
    data: Any
    mode: str = "single"


class LambdaHandler(fal.App, name="lambda-handler"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> list[Any]:
        return process(input.data, input.mode)
