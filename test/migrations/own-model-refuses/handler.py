import enum
import os
from typing import Any, Literal, Optional, Annotated

import fal
from fastapi import HTTPException
from pydantic import BaseModel, Field, ValidationError, field_validator, WrapValidator


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


def read_request(data, _):
    """Read the request as `Request`; what that refuses is answered as the worker did."""
    try:
        return Request.model_validate(data)
    except ValidationError as exc:
        raise HTTPException(status_code=422, detail=[problem["msg"] for problem in exc.errors()]) from exc


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
    def handler(self, input: Annotated[Request, WrapValidator(read_request)]) -> Output:
        return Output(numbers=self.sorter.sorted(input), unit=input.unit, order=input.order.value)
