from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def check(input):
    return None


class Input(BaseModel):
    text: str | None = None


class Output(BaseModel):
    text: Any
    size: int


class AsksWhetherThereIsInput(fal.App, name="asks-whether-there-is-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        """Answer."""
        # The input must be there
        if "text" not in input.model_fields_set:
            raise HTTPException(status_code=422, detail="No text")
        problem = check(input)
        if problem:
            raise HTTPException(status_code=422, detail=problem)
        if "text" in input.model_fields_set:
            text = input.text
        else:
            text = ""
        # shout
        text = text.upper()
        size = len(text)
        return Output(text=text, size=size)
