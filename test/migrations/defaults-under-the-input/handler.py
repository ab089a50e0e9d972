from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str | None = None
    upper: bool = False
    markers: list[Any] = ["<", ">"]
    width: int = 20
    fill: str = " "
    note: str = "none"


class Output(BaseModel):
    line: Any
    note: str


class DefaultsUnderTheInput(fal.App, name="defaults-under-the-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        """Center a text between markers."""
        # What the caller leaves out comes from the defaults.
        if "text" not in input.model_fields_set:
            raise HTTPException(status_code=422, detail="text is missing")
        text = input.text
        if input.upper:
            text = text.upper()
        first, last = input.markers
        return Output(line=first + text.center(input.width, input.fill) + last, note=input.note)
