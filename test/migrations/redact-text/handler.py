import base64
import io
from typing import Any

import fal
from fal.toolkit import Image as FalImage
from fastapi import HTTPException
from pydantic import BaseModel


def cover(image, boxes, mode, color):
    from PIL import ImageDraw, ImageFilter

    if mode == "box":
        draw = ImageDraw.Draw(image)
        for box in boxes:
            draw.rectangle(box, fill=color)
        return
    for box in boxes:
        region = image.crop(box).filter(ImageFilter.GaussianBlur(12))
        image.paste(region, box[:2])


class Input(BaseModel):
    image: str
    words: list[Any] = []
    mode: str = "blur"
    color: str = "black"


class Output(BaseModel):
    image: FalImage
    redacted: int


class RedactText(fal.App, name="redact-text"):
    machine_type = "S"
    requirements = ["rapidocr-onnxruntime==1.4.4", "pillow", "numpy"]

    def setup(self) -> None:
        from rapidocr_onnxruntime import RapidOCR

        self.ocr = RapidOCR(det_limit_type="max", det_limit_side_len=736, intra_op_num_threads=1)

    def find_boxes(self, image, words):
        """Bounding boxes of the lines that contain one of the words (all lines when there are no words)."""
        import numpy as np

        result, _ = self.ocr(np.asarray(image)[:, :, ::-1])
        boxes = []
        for corners, text, _score in result or []:
            if words and not any(word.lower() in text.lower() for word in words):
                continue
            xs = [int(x) for x, _ in corners]
            ys = [int(y) for _, y in corners]
            boxes.append((min(xs), min(ys), max(xs), max(ys)))
        return boxes

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        from PIL import Image

        image = Image.open(io.BytesIO(base64.b64decode(input.image))).convert("RGB")
        words = input.words
        mode = input.mode
        if mode not in ("blur", "box"):
            raise HTTPException(status_code=422, detail=f"unknown mode: {mode}")

        boxes = self.find_boxes(image, words)
        cover(image, boxes, mode, input.color)

        return Output(image=FalImage.from_pil(image, format="png"), redacted=len(boxes))
