from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    scene: str
    frames: int = 24
    passes: int = 1
    tags: list[Any] | None = None


class Output(BaseModel):
    scene: Any
    frames: Any
    tags: int


class OptionsOfADataclass(fal.App, name="options-of-a-dataclass"):
    machine_type = "S"
    app_files = ["settings.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from settings import RenderSettings

        try:
            settings = RenderSettings.from_input(input.model_dump(exclude_unset=True))
        except (TypeError, ValueError) as error:
            raise HTTPException(status_code=500, detail=f"bad input: {error}") from error
        return Output(scene=settings.scene, frames=settings.frames * settings.passes, tags=len(settings.tags))
