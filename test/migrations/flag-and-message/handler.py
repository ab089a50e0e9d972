from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


STYLES = ("plain", "loud")


def check(data):
    """Say whether the input is good, and what is wrong with it."""
    if not data.text:
        return False, "text is missing"
    if (data.style if "style" in data.model_fields_set else "plain") not in STYLES:
        return False, f"style must be one of {', '.join(STYLES)}"
    return True, None


class Input(BaseModel):
    text: str | None = None
    style: str | None = None


class Output(BaseModel):
    text: Any
    status: str


class FlagAndMessage(fal.App, name="flag-and-message"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        is_valid, message = check(input)
        if not is_valid:
            raise HTTPException(status_code=422, detail={"error": message, "status": "refused"})
        text = input.text.upper() if input.style == "loud" else input.text
        return Output(text=text, status="done")
