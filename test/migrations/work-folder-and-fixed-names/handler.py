import base64
import os
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


def save_input(data):
    if "," in data:
        data = data.split(",", 1)[1]
    with open("input_image.png", "wb") as f:
        f.write(base64.b64decode(data))
    return "input_image.png"


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    image: Any
    turns: int = 1


class Output(BaseModel):
    image: str
    width: Any
    height: Any


class WorkFolderAndFixedNames(fal.App, name="work-folder-and-fixed-names"):
    machine_type = "S"
    requirements = ["pillow"]

    def setup(self) -> None:
        os.makedirs("/tmp/rotator", exist_ok=True)
        os.chdir("/tmp/rotator")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        """Rotates an image by quarter turns."""
        from PIL import Image

        image_path = save_input(input.image)
        turns = input.turns

        image = Image.open(image_path)
        image.rotate(90 * turns, expand=True).save("output.png")

        with open("output.png", "rb") as f:
            encoded = base64.b64encode(f.read()).decode("utf-8")
        with Image.open("output.png") as result:
            width, height = result.size

        os.remove(image_path)
        return Output(image=encoded, width=width, height=height)
