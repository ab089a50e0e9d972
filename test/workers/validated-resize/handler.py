import base64
import io

import runpod
from PIL import Image
from runpod.serverless.utils.rp_validator import validate

INPUT_SCHEMA = {
    "image": {"type": str, "required": True},
    "width": {"type": int, "required": True, "constraints": lambda w: 1 <= w <= 64},
    "height": {"type": int, "required": False, "default": 8},
    "sharpen": {"type": float, "required": False, "default": 1.0},
    "gray": {"type": bool, "required": False, "default": False},
}


def handler(job):
    validated = validate(job["input"], INPUT_SCHEMA)
    if "errors" in validated:
        return {"error": validated["errors"]}
    job_input = validated["validated_input"]

    try:
        image = Image.open(io.BytesIO(base64.b64decode(job_input["image"])))
    except Exception:
        return {"error": "the image cannot be read"}

    image = image.resize((job_input["width"], job_input["height"]))
    if job_input["gray"]:
        image = image.convert("L")
    pixels = [list(p) if isinstance(p, tuple) else p for p in image.getdata()]
    return {"pixels": pixels[:4], "size": list(image.size), "sharpen": job_input["sharpen"]}


runpod.serverless.start({"handler": handler})
