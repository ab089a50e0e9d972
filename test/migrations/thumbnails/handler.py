'''
Thumbnails | handler.py

Makes a small picture of a big one. Runs on a CPU.
'''

import base64
import io
from typing import Annotated, Any

import fal
from fastapi import HTTPException
from pydantic import AfterValidator, BaseModel, ConfigDict


def to_base64(image, fmt, quality):
    ''' The encoded image as text that fits into JSON. '''
    options = {}
    if fmt != 'PNG':
        options['quality'] = quality or 80
    buffer = io.BytesIO()
    image.convert('RGB').save(buffer, format=fmt, **options)
    return base64.b64encode(buffer.getvalue()).decode('utf-8')


def check_quality(quality):
    """The constraint of the RunPod schema."""
    if not (quality is None or 1 <= quality <= 95):
        raise ValueError("quality does not meet the constraints.")
    return quality


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    image: str
    size: int = 128
    quality: Annotated[int, AfterValidator(check_quality)] | None = None
    format: str = 'PNG'
    crop: bool = False


class Output(BaseModel):
    image: str
    width: Any
    height: Any


class Thumbnails(fal.App, name="thumbnails"):
    machine_type = "S"
    requirements = ["Pillow"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        ''' Called by RunPod with one job. '''
        from PIL import Image, ImageOps

        try:
            image = Image.open(io.BytesIO(base64.b64decode(input.image)))
            image.load()
        except Exception as err:
            print(f"unreadable image: {err}")
            raise HTTPException(status_code=500, detail="cannot read the image") from err

        size = (input.size, input.size)
        if input.crop:
            image = ImageOps.fit(image, size)
        else:
            image.thumbnail(size)  # keeps the aspect ratio

        return Output(
            image=to_base64(image, input.format, input.quality),
            width=image.width,
            height=image.height,
        )
