from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


GAIN = 0.75


def blend(level: float, strength=1):
    return level * GAIN + strength


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    level: int | float = 2
    scale: int | float = 7
    gain: int | float = 1
    threshold: int | float = 0
    rows: int = 3
    seed: int | float | str = 42


class Output(BaseModel):
    values: list[Any]
    seed: int
    half: float
    scale: float


class WholeDefaultsOfRealNumbers(fal.App, name="whole-defaults-of-real-numbers"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        level = input.level
        scale = input.scale
        gain = input.gain
        threshold = input.threshold
        rows = input.rows

        try:
            seed = int(input.seed)
        except (TypeError, ValueError):
            raise HTTPException(status_code=500, detail="seed must be a whole number")

        values = [blend(level) * scale * 0.5 + gain * GAIN + seed for _ in range(rows)]
        if threshold > 0.5:
            values = [value for value in values if value > threshold]
        return Output(values=values, seed=seed, half=rows / 2, scale=float(scale))
