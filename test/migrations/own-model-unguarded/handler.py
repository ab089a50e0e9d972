from typing import Any

import fal
from pydantic import BaseModel, ConfigDict, Field, field_validator


class Request(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str
    size: int = Field(default=3, ge=1, le=9)
    words: list[str] = []

    @field_validator("text")
    @classmethod
    def not_blank(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("text is blank")
        return value.strip()


def grams(request: Request) -> list[str]:
    return [request.text[at : at + request.size] for at in range(len(request.text) - request.size + 1)]


class Output(BaseModel):
    grams: list[Any]
    known: list[Any]
    request: Any


class OwnModelUnguarded(fal.App, name="own-model-unguarded"):
    machine_type = "S"

    @fal.endpoint("/")
    async def handler(self, input: Request) -> Output:
        found = grams(input)
        return Output(grams=found, known=[word for word in input.words if word in found], request=input.model_dump())
