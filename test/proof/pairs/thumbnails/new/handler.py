import base64
import io

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    image: str
    size: int = Field(ge=1, le=2048)
    format: str = "PNG"


class Output(BaseModel):
    image: str
    width: int
    height: int


class Thumbnails(fal.App, name="thumbnails"):
    machine_type = "S"
    requirements = ["pillow"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from PIL import Image

        try:
            image = Image.open(io.BytesIO(base64.b64decode(input.image)))
        except Exception as e:
            raise HTTPException(status_code=422, detail=f"cannot read the image: {e}") from e
        image.thumbnail((input.size, input.size))  # keeps the aspect ratio
        buffer = io.BytesIO()
        image.save(buffer, format=input.format)
        return Output(
            image=base64.b64encode(buffer.getvalue()).decode(),
            width=image.width,
            height=image.height,
        )
