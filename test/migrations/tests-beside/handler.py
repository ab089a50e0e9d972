from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def is_palindrome(text):
    letters = [c.lower() for c in text if c.isalnum()]
    return letters == letters[::-1]


class Input(BaseModel):
    text: str | None = None


class Output(BaseModel):
    palindrome: Any


class TestsBeside(fal.App, name="tests-beside"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        if text is None:
            raise HTTPException(status_code=422, detail="no text")
        return Output(palindrome=is_palindrome(text))
