import base64
import io
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    image: str
    width: int = Field(ge=1, le=64)
    height: int = 8
    sharpen: float = 1.0
    gray: bool = False


class Output(BaseModel):
    pixels: Any
    size: list[Any]
    sharpen: float


class ValidatedResize(fal.App, name="validated-resize"):
    machine_type = "S"
    requirements = ["pillow==10.4.0"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from PIL import Image

        try:
            image = Image.open(io.BytesIO(base64.b64decode(input.image)))
        except Exception:
            raise HTTPException(status_code=500, detail="the image cannot be read")

        image = image.resize((input.width, input.height))
        if input.gray:
            image = image.convert("L")
        pixels = [list(p) if isinstance(p, tuple) else p for p in image.getdata()]
        return Output(pixels=pixels[:4], size=list(image.size), sharpen=input.sharpen)
