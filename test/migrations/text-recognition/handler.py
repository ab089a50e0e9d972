"""Reads the text in a picture: base64 image in, lines and text out."""

import base64
import binascii
import io
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def decode_image(data):
    """Accepts plain base64 as well as a data URI."""
    from PIL import Image

    if "," in data:
        data = data.split(",", 1)[1]
    return Image.open(io.BytesIO(base64.b64decode(data, validate=True))).convert("RGB")


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    image: str | None = None
    min_score: float = 0.5


class Output(BaseModel):
    lines: list[Any]
    text: str


class TextRecognition(fal.App, name="text-recognition"):
    machine_type = "S"
    requirements = ["rapidocr-onnxruntime==1.4.4", "numpy", "pillow"]

    def setup(self) -> None:
        from rapidocr_onnxruntime import RapidOCR

        # Loaded once per worker. Limiting the longer side keeps small pictures small,
        # which is what makes this fast enough without a GPU.
        self.model = RapidOCR(det_limit_type="max", det_limit_side_len=736, intra_op_num_threads=1)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import numpy as np
        from PIL import UnidentifiedImageError

        if not input.image:
            raise HTTPException(status_code=422, detail="Please provide an image (base64).")

        try:
            image = decode_image(input.image)
        except binascii.Error as e:
            raise HTTPException(status_code=500, detail=f"Could not decode the image: {e}") from e
        except UnidentifiedImageError:
            raise HTTPException(status_code=500, detail="This is not an image.")

        min_score = input.min_score

        # RapidOCR wants BGR, as OpenCV does
        result, _ = self.model(np.asarray(image)[:, :, ::-1])

        lines = []
        for box, text, score in result or []:
            if score < min_score:
                continue
            lines.append(
                {
                    "text": text,
                    "score": round(float(score), 3),
                    "box": [[round(x), round(y)] for x, y in box],
                }
            )

        return Output(
            lines=lines,
            text="\n".join(line["text"] for line in lines),
        )
