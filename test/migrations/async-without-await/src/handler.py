from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    width: Any
    height: Any
    color: list[Any] = [0, 0, 0]


class Output(BaseModel):
    histogram: list[Any]
    mode: Any


class AsyncWithoutAwait(fal.App, name="async-without-await"):
    machine_type = "S"
    requirements = ["pillow"]

    @fal.endpoint("/")
    async def async_handler(self, input: Input) -> Output:
        from PIL import Image

        width, height = input.width, input.height
        if width * height > 10_000:
            raise HTTPException(status_code=422, detail="image too large")
        image = Image.new("RGB", (width, height), tuple(input.color))
        return Output(histogram=[image.histogram()[c] for c in (0, 256, 512)], mode=image.mode)
