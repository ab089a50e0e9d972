"""Reads the text in a picture: base64 image in, lines and text out."""

import base64
import binascii
import io

import numpy as np
import runpod
from PIL import Image, UnidentifiedImageError
from rapidocr_onnxruntime import RapidOCR

# Loaded once per worker. Limiting the longer side keeps small pictures small,
# which is what makes this fast enough without a GPU.
MODEL = RapidOCR(det_limit_type="max", det_limit_side_len=736, intra_op_num_threads=1)


def decode_image(data):
    """Accepts plain base64 as well as a data URI."""
    if "," in data:
        data = data.split(",", 1)[1]
    return Image.open(io.BytesIO(base64.b64decode(data, validate=True))).convert("RGB")


def handler(job):
    job_input = job["input"]

    if not job_input.get("image"):
        return {"error": "Please provide an image (base64)."}

    try:
        image = decode_image(job_input["image"])
    except binascii.Error as e:
        return {"error": f"Could not decode the image: {e}"}
    except UnidentifiedImageError:
        return {"error": "This is not an image."}

    min_score = job_input.get("min_score", 0.5)

    # RapidOCR wants BGR, as OpenCV does
    result, _ = MODEL(np.asarray(image)[:, :, ::-1])

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

    return {
        "lines": lines,
        "text": "\n".join(line["text"] for line in lines),
    }


runpod.serverless.start({"handler": handler})
