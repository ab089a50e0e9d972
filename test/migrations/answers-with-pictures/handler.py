from typing import Any

import fal
from fal.toolkit import Image as FalImage
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def draw(width, height, level):
    from PIL import Image

    picture = Image.new("L", (width, height))
    picture.putdata([(x * level) % 256 for _ in range(height) for x in range(width)])
    return picture


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    width: int = 4
    levels: list[Any] = [16, 32]
    first_only: Any = None


class AnswersWithPictures(fal.App, name="answers-with-pictures"):
    machine_type = "S"
    requirements = ["pillow"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        from PIL import ImageOps

        width = input.width
        if width < 1:
            raise HTTPException(status_code=422, detail="no width")
        pictures = []
        for level in input.levels:
            pictures.append(draw(width, 2, level))
        if input.first_only:
            if not pictures:
                raise HTTPException(status_code=500, detail="no levels")
            return {"picture": FalImage.from_pil(ImageOps.invert(pictures[0]), format="png"), "count": 1}
        return {"pictures": [FalImage.from_pil(image, format="png") for image in pictures], "count": len(pictures)}
