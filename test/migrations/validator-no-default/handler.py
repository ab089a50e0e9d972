from typing import Any, Literal

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    left: int | float
    right: int | float
    operator: Literal["+", "-", "*"]
    digits: int = 3


class Output(BaseModel):
    result: Any


class ValidatorNoDefault(fal.App, name="validator-no-default"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        left, right = input.left, input.right
        if input.operator == "+":
            result = left + right
        elif input.operator == "-":
            result = left - right
        else:
            result = left * right
        return Output(result=round(result, input.digits))
