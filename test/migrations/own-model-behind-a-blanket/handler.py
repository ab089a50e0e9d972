import traceback
import uuid
from enum import Enum
from typing import Optional, Any, Annotated

import fal
from fastapi import HTTPException
from pydantic import BaseModel, Field, model_validator, WrapValidator


class Unit(str, Enum):
    celsius = "C"
    fahrenheit = "F"


class Sensor(BaseModel):
    name: str
    offset: float = 0.0


class ReadingRequest(BaseModel):
    """What a station sends."""

    values: list[float] = Field(..., min_length=1)
    unit: Unit = Unit.celsius
    sensor: Sensor
    low: Optional[float] = Field(None, alias="from")
    high: Optional[float] = Field(None, alias="to")

    @model_validator(mode="after")
    def check_range(self):
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("from is above to")
        return self


def celsius(value: float, unit: Unit) -> float:
    return value if unit is Unit.celsius else (value - 32) / 1.8


def read_reading_request(data, _):
    """Read the request as `ReadingRequest`; what that refuses is answered as the worker did."""
    try:
        return ReadingRequest(**data)
    except Exception as e:
        traceback.print_exc()
        raise HTTPException(status_code=422, detail=f"{type(e).__name__}: {e}") from e


class Output(BaseModel):
    sensor: Any
    kept: list[Any]
    unit: Any


class OwnModelBehindABlanket(fal.App, name="own-model-behind-a-blanket"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Annotated[ReadingRequest, WrapValidator(read_reading_request)]) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        print(f"job {request_id}")
        try:
            values = [celsius(value + input.sensor.offset, input.unit) for value in input.values]
            kept = [
                round(value, 2)
                for value in values
                if (input.low is None or value >= input.low) and (input.high is None or value <= input.high)
            ]
            return Output(sensor=input.sensor.name, kept=kept, unit=input.unit.value)
        except Exception as e:
            traceback.print_exc()
            raise HTTPException(status_code=500, detail=f"{type(e).__name__}: {e}") from e
