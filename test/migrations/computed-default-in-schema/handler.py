from typing import Annotated, Any

import fal
from pydantic import AfterValidator, BaseModel, ConfigDict


def check_name(name):
    """The constraint of the RunPod schema."""
    if not (len(name) < 9):
        raise ValueError("name does not meet the constraints.")
    return name


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    steps: int = 4 * 5
    name: Annotated[str, AfterValidator(check_name)]


class Output(BaseModel):
    name: str
    steps: Any


class ComputedDefaultInSchema(fal.App, name="computed-default-in-schema"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return Output(name=input.name, steps=input.steps)
