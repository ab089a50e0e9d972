from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    temperature: int | float = 0.7
    weight: float = 1.0


class Output(BaseModel):
    said: str
    half: Any


class NumberKeptByAnObject(fal.App, name="number-kept-by-an-object"):
    machine_type = "S"
    app_files = ["settings.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from settings import Settings

        settings = Settings(input.model_dump(exclude_unset=True))
        return Output(said="%s degrees" % settings.temperature, half=settings.halved())
