from typing import Any

import fal
from pydantic import BaseModel, ConfigDict, Field

COVERAGE = {'basic': 8.0, 'standard': 10.0, 'premium': 12.5}


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    area: float = Field(gt=0)
    coats: int = 2
    quality: str = 'standard'


class Output(BaseModel):
    litres: Any


class ValidatorRaises(fal.App, name="validator-raises"):
    machine_type = "S"

    @fal.endpoint("/")
    def paint(self, input: Input) -> Output:
        coverage = COVERAGE.get(input.quality, 9.0)
        return Output(litres=round(input.area * input.coats / coverage, 2))
