from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


VOWELS = set("aeiou")


class Input(BaseModel):
    text: Any = None


class Output(BaseModel):
    vowels: Any


class TestsItself(fal.App, name="tests-itself"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        if not isinstance(text, str):
            raise HTTPException(status_code=422, detail="text must be a string")
        return Output(vowels=sum(letter in VOWELS for letter in text.lower()))
