"""Accepts the field names of the old and the new client."""
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    text_1: Any = None
    text: str | None = None
    text_2: Any = None
    other_text: Any = None
    sep: Any = None
    separator: str = " "


class Output(BaseModel):
    joined: Any


class AlternativeKeys(fal.App, name="alternative-keys"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        first = input.text_1 if "text_1" in input.model_fields_set else input.text
        second = input.text_2 or input.other_text or ""
        sep = input.sep if "sep" in input.model_fields_set else input.separator

        if first is None:
            raise HTTPException(status_code=422, detail="either text or text_1 is needed")
        return Output(joined=first + sep + second)
