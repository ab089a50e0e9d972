import enum
import os
from typing import Any, Literal, Optional

import fal
from fastapi import HTTPException
from pydantic import BaseModel, Field, ValidationError, field_validator, ConfigDict


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


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    numbers: list[Any]
    order: Any = None
    unit: str | None = None


class Output(BaseModel):
    numbers: Any
    unit: Any
    order: Any


class OwnModelRefuses(fal.App, name="own-model-refuses"):
    machine_type = "S"

    def setup(self) -> None:
        FOLDER = "/data/lists"
        if not os.path.exists(FOLDER):
            FOLDER = "lists"

        self.sorter = Sorter(FOLDER)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        try:
            request = Request.model_validate(input.model_dump(exclude_unset=True))
        except ValidationError as exc:
            raise HTTPException(status_code=422, detail=[problem["msg"] for problem in exc.errors()]) from exc
        return Output(numbers=self.sorter.sorted(request), unit=request.unit, order=request.order.value)
