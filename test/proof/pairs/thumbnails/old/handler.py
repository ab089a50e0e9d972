import base64
import io

import runpod
from PIL import Image
from runpod.serverless.utils.rp_validator import validate

SCHEMA = {
    "image": {"type": str, "required": True},
    "size": {"type": int, "required": True, "constraints": lambda s: 1 <= s <= 2048},
    "format": {"type": str, "required": False, "default": "PNG"},
}


def handler(job):
    checked = validate(job["input"], SCHEMA)
    if "errors" in checked:
        return {"error": checked["errors"]}
    wanted = checked["validated_input"]
    try:
        image = Image.open(io.BytesIO(base64.b64decode(wanted["image"])))
    except Exception as e:
        return {"error": f"cannot read the image: {e}"}
    image.thumbnail((wanted["size"], wanted["size"]))  # keeps the aspect ratio
    buffer = io.BytesIO()
    image.save(buffer, format=wanted["format"])
    return {"image": base64.b64encode(buffer.getvalue()).decode(), "width": image.width, "height": image.height}


runpod.serverless.start({"handler": handler})
