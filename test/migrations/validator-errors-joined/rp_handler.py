from typing import Annotated, Any

import fal
from fastapi import HTTPException
from pydantic import AfterValidator, BaseModel, ConfigDict


def check_bias(b):
    """The constraint of the RunPod schema."""
    if not (b is None or 0 <= b <= 1):
        raise ValueError("bias does not meet the constraints.")
    return b


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    question: str
    choices: list
    seed: int = 0
    bias: Annotated[float, AfterValidator(check_bias)] | None = None


class Output(BaseModel):
    answer: Any
    bias: Any


class ValidatorErrorsJoined(fal.App, name="validator-errors-joined"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        choices = input.choices
        if not choices:
            raise HTTPException(status_code=422, detail="choices is empty")
        index = (len(input.question) + input.seed) % len(choices)
        return Output(answer=choices[index], bias=input.bias)
