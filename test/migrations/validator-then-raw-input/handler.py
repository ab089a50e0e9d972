from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str
    times: int = 2
    separator: str = ","


class Output(BaseModel):
    text: str
    given: list[Any]


class ValidatorThenRawInput(fal.App, name="validator-then-raw-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        # reads the raw input: the defaults of the schema do not apply to it
        times = input.times if "times" in input.model_fields_set else 1
        separator = input.separator
        return Output(text=separator.join([input.text] * times), given=sorted(input.model_dump(exclude_unset=True)))
