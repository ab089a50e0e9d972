from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str
    language: str = "en"
    beam_size: int = 5


class Output(BaseModel):
    words: Any
    language: str


class DefaultsCopiedThenUpdated(fal.App, name="defaults-copied-then-updated"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        words = input.text.split()
        if input.language == "xx":
            raise HTTPException(status_code=422, detail="unknown language")
        return Output(words=words[: input.beam_size], language=input.language)


def handler_two(event):
    settings = event["input"] or {}
    return settings
