from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str | None = None


class MixedReturnTypes(fal.App, name="mixed-return-types"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        text = input.text
        if not text:
            return "No text provided"
        parts = text.split(";")
        if len(parts) == 1:
            return {"part": parts[0]}
        if len(parts) == 2:
            return parts
        if parts[0] == "count":
            return len(parts) - 1
        if parts[0] == "average":
            return sum(float(p) for p in parts[1:]) / (len(parts) - 1)
        return {"parts": parts}
