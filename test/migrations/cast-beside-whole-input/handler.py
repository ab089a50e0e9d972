from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    steps: Any = 20


class CastBesideWholeInput(fal.App, name="cast-beside-whole-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        steps = int(input.steps)
        return {**input.model_dump(exclude_unset=True), "total": steps * 2}
