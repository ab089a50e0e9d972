import os
import uuid
from typing import Any

import fal
from fal.toolkit import Image as FalImage
from pydantic import BaseModel, ConfigDict


OUT_DIR = "/tmp/gradient"


def make(width, height, level):
    from PIL import Image

    image = Image.new("L", (width, height))
    image.putdata([(x * level) % 256 for _ in range(height) for x in range(width)])
    return image


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    width: Any
    height: int = 2
    level: int = 32


class Output(BaseModel):
    output: FalImage
    width: Any
    height: int


class SavedPathFromTemplate(fal.App, name="saved-path-from-template"):
    machine_type = "S"
    requirements = ["pillow"]

    def setup(self) -> None:
        os.makedirs(OUT_DIR, exist_ok=True)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        width = input.width
        height = input.height
        output_path = f"{OUT_DIR}/{request_id}.png"

        make(width, height, input.level).save(output_path)
        print("saved", output_path)
        return Output(output=FalImage.from_path(output_path, content_type="image/png"), width=width, height=height)
