from __future__ import annotations

import enum
import os
from typing import Any, Literal, Optional

import runpod
from pydantic import BaseModel, Field, ValidationError, field_validator

FOLDER = "/runpod-volume/lists"
if not os.path.exists(FOLDER):
    FOLDER = "lists"


class Order(str, enum.Enum):
    UP = "up"
    DOWN = "down"


class Request(BaseModel):
    numbers: list[float] = Field(..., min_length=1, description="what to sort")
    order: Order = Order.UP
    unit: Optional[Literal["m", "km"]] = None

    @field_validator("numbers")
    @classmethod
    def finite(cls, value: list[float]) -> list[float]:
        if any(abs(number) > 1e6 for number in value):
            raise ValueError("numbers are too large")
        return value


class Sorter:
    def __init__(self, folder: str) -> None:
        self.folder = folder

    def sorted(self, request: Request) -> list[float]:
        return sorted(request.numbers, reverse=request.order is Order.DOWN)


SORTER = Sorter(FOLDER)


def handler(job: dict[str, Any]) -> dict[str, Any]:
    try:
        request = Request.model_validate(job["input"])
    except ValidationError as exc:
        return {"error": [problem["msg"] for problem in exc.errors()]}
    return {"numbers": SORTER.sorted(request), "unit": request.unit, "order": request.order.value}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
