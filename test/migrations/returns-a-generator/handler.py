from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def pieces(text):
    for piece in text.split(","):
        yield {"piece": piece}


class Input(BaseModel):
    text: str = "a,b"


class ReturnsAGenerator(fal.App, name="returns-a-generator"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        text = input.text
        if not text:
            raise HTTPException(status_code=422, detail="text is empty")
        return pieces(text)
