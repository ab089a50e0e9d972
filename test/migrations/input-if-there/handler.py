from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    warmup: Any = None
    number: Any = None


class InputIfThere(fal.App, name="input-if-there"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        values = input.model_dump(exclude_unset=True)
        if values.get("warmup"):
            return {"status": "warm"}
        number = values["number"]
        return {"number": number}
