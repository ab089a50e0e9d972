from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Service:
    def language(self):
        return self.data.get("language", "en")


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    text: str = "hello"


class Output(BaseModel):
    text: str
    language: Any


class KeyKeptOutsideTheSchema(fal.App, name="key-kept-outside-the-schema"):
    machine_type = "S"

    def setup(self) -> None:
        self.service = Service()

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        self.service.data = input.model_dump(exclude_unset=True)
        if not self.service.language():
            raise HTTPException(status_code=500, detail="no such language")
        return Output(text=input.text, language=self.service.language())
