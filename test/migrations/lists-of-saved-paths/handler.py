import os
from typing import Any

import fal
from fal.toolkit import Image as FalImage
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


OUTPUT_DIR = "/tmp/stripes"


def paint(shade, size):
    from PIL import Image

    return Image.new("L", (size, size), shade)


def save_thumbnail(image, index):
    path = os.path.join(OUTPUT_DIR, f"thumbnail-{index}.png")
    image.resize((2, 2)).save(path)
    return path


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    shades: list[Any] = [0, 255]
    size: int = 4


class Output(BaseModel):
    images: list[FalImage]
    thumbnails: list[FalImage]
    count: int


class ListsOfSavedPaths(fal.App, name="lists-of-saved-paths"):
    machine_type = "S"
    requirements = ["pillow"]

    def setup(self) -> None:
        os.makedirs(OUTPUT_DIR, exist_ok=True)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        shades = input.shades
        if not shades:
            raise HTTPException(status_code=422, detail="no shades")
        images = [paint(shade, input.size) for shade in shades]
        image_paths = []
        for index, image in enumerate(images):
            path = f"{OUTPUT_DIR}/{index}.png"
            image.save(path)
            image_paths.append(path)
        print(f"wrote {len(image_paths)} files")
        return Output(
            images=[FalImage.from_path(path, content_type="image/png") for path in image_paths],
            thumbnails=[FalImage.from_path(save_thumbnail(image, index), content_type="image/png") for index, image in enumerate(images)],
            count=len(image_paths),
        )
