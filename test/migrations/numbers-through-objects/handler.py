import json
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Settings:
    def __init__(self, values):
        self.scale = values.get("scale", 0.5)


class Press:
    def label(self, value):
        return f"{value} bar"


def note(pressure=1.5, **others):
    return f"{pressure} of {len(others)}"


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    heat: int | float = 20.5
    scale: int | float = 0.5
    pressure: int | float = 1.5


class Output(BaseModel):
    label: Any
    note: str
    rows: list[str]


class NumbersThroughObjects(fal.App, name="numbers-through-objects"):
    machine_type = "S"

    def setup(self) -> None:
        self.press = Press()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        data = input.model_dump(exclude_unset=True)
        settings = Settings(data)
        heat = data.get("heat", 20.5)
        rows = [json.dumps(row) for row in [heat, "end"]]
        return Output(label=self.press.label(settings.scale), note=note(**data), rows=rows)
