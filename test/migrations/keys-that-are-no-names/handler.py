"""Copies part of a text; the caller's keys are words that Python keeps for itself, or no names at all."""
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


def missing(values):
    return [key for key in ("from", "copy", "max-length") if key not in values.model_dump(by_alias=True, exclude_unset=True)]


def cut(values):
    start = values.get("from", 0)
    return values["text"][start : start + values["max-length"]] * values["copy"]


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    from_: int = Field(default=0, alias="from")
    copy_: Any = Field(default=None, alias="copy")
    max_length: Any = Field(default=None, alias="max-length")
    text: str


class Output(BaseModel):
    text: Any
    given: list[Any]


class KeysThatAreNoNames(fal.App, name="keys-that-are-no-names"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        absent = missing(input)
        if absent:
            raise HTTPException(status_code=422, detail="missing: " + ", ".join(absent))
        return Output(text=cut(input.model_dump(by_alias=True, exclude_unset=True)), given=sorted(input.model_dump(by_alias=True, exclude_unset=True)))
