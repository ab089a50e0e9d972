from enum import Enum
from typing import Any, TypedDict

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Level(str, Enum):
    LOW = "low"
    HIGH = "high"


class JobInput(TypedDict, total=False):
    level: str
    samples: list[float]


THRESHOLDS = {Level.LOW: 0.25, Level.HIGH: 0.75}


class Input(BaseModel):
    level: str = "low"
    samples: list[Any] = []


class Output(BaseModel):
    level: Any
    above: list[Any]


class TypedDictInput(fal.App, name="typed-dict-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        try:
            level = Level(input.level)
        except ValueError:
            raise HTTPException(status_code=500, detail=f"level must be one of {[l.value for l in Level]}")
        samples = input.samples
        return Output(level=level.value, above=[s for s in samples if s > THRESHOLDS[level]])
