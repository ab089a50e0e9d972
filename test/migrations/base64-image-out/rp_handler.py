import base64
from io import BytesIO
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


COLORS = {"red": (200, 30, 30), "blue": (30, 30, 200)}


def pil_to_b64(img, fmt="PNG"):
    buffered = BytesIO()
    img.save(buffered, format=fmt)
    return base64.b64encode(buffered.getvalue()).decode("utf-8")


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    color: str = "red"
    size: int = 6
    data_uri: bool = False


class Base64ImageOut(fal.App, name="base64-image-out"):
    machine_type = "S"
    requirements = ["pillow"]

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        from PIL import Image, ImageDraw

        color = input.color
        if color not in COLORS:
            raise HTTPException(status_code=422, detail="unknown color " + str(color))
        size = input.size
        image = Image.new("RGB", (size, size), "white")
        ImageDraw.Draw(image).rectangle([1, 1, size - 2, size - 2], fill=COLORS[color])
        data = pil_to_b64(image)
        if input.data_uri:
            return "data:image/png;base64," + data
        return {"image": data, "format": "png"}
