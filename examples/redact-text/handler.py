import base64
import io

import numpy as np
import runpod
from PIL import Image, ImageDraw, ImageFilter
from rapidocr_onnxruntime import RapidOCR

OUTPUT = "/tmp/redacted.png"

ocr = RapidOCR(det_limit_type="max", det_limit_side_len=736, intra_op_num_threads=1)


def find_boxes(image, words):
    """Bounding boxes of the lines that contain one of the words (all lines when there are no words)."""
    result, _ = ocr(np.asarray(image)[:, :, ::-1])
    boxes = []
    for corners, text, _score in result or []:
        if words and not any(word.lower() in text.lower() for word in words):
            continue
        xs = [int(x) for x, _ in corners]
        ys = [int(y) for _, y in corners]
        boxes.append((min(xs), min(ys), max(xs), max(ys)))
    return boxes


def cover(image, boxes, mode, color):
    if mode == "box":
        draw = ImageDraw.Draw(image)
        for box in boxes:
            draw.rectangle(box, fill=color)
        return
    for box in boxes:
        region = image.crop(box).filter(ImageFilter.GaussianBlur(12))
        image.paste(region, box[:2])


def handler(job):
    inp = job["input"]

    image = Image.open(io.BytesIO(base64.b64decode(inp["image"]))).convert("RGB")
    words = inp.get("words", [])
    mode = inp.get("mode", "blur")
    if mode not in ("blur", "box"):
        return {"error": f"unknown mode: {mode}"}

    boxes = find_boxes(image, words)
    cover(image, boxes, mode, inp.get("color", "black"))

    image.save(OUTPUT)
    return {"image_path": OUTPUT, "redacted": len(boxes)}


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
