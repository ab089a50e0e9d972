import base64
from io import BytesIO

import runpod
from PIL import Image, ImageDraw

COLORS = {"red": (200, 30, 30), "blue": (30, 30, 200)}


def pil_to_b64(img, fmt="PNG"):
    buffered = BytesIO()
    img.save(buffered, format=fmt)
    return base64.b64encode(buffered.getvalue()).decode("utf-8")


def run(job):
    inp = job["input"]
    color = inp.get("color", "red")
    if color not in COLORS:
        return {"error": "unknown color " + str(color)}
    size = inp.get("size", 6)
    image = Image.new("RGB", (size, size), "white")
    ImageDraw.Draw(image).rectangle([1, 1, size - 2, size - 2], fill=COLORS[color])
    data = pil_to_b64(image)
    if inp.get("data_uri", False):
        return "data:image/png;base64," + data
    return {"image": data, "format": "png"}


runpod.serverless.start({"handler": run})
