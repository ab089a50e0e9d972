import traceback
from enum import Enum
from typing import Optional

import runpod
from pydantic import BaseModel, Field, model_validator


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


def handler(job):
    print(f"job {job['id']}")
    try:
        job_input = job["input"]
        req = ReadingRequest(**job_input)

        values = [celsius(value + req.sensor.offset, req.unit) for value in req.values]
        kept = [
            round(value, 2)
            for value in values
            if (req.low is None or value >= req.low) and (req.high is None or value <= req.high)
        ]
        return {"sensor": req.sensor.name, "kept": kept, "unit": req.unit.value}
    except Exception as e:
        traceback.print_exc()
        return {"error": f"{type(e).__name__}: {e}"}


runpod.serverless.start({"handler": handler})
