from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def label(value):
    return "%s mm" % value


def depth_of(data):
    depth = data.depth
    return depth


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    width: int | float = 2.5
    copies: int | float
    weight: float = 0.5
    depth: int | float = 1.5


class Output(BaseModel):
    label: str
    box: str
    marks: Any
    weight: float


class NumbersInTexts(fal.App, name="numbers-in-texts"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        width = input.width
        if width < 0:
            raise HTTPException(status_code=422, detail=f"negative width: {width}")
        copies = input.copies
        if copies > 9:
            raise HTTPException(status_code=422, detail="at most 9 copies")
        weight = input.weight
        depth = depth_of(input)
        return Output(label=label(width), box=f"{width} x {depth}", marks="|" * copies, weight=weight * 2)
