import base64
import os

import runpod
from PIL import Image

os.makedirs("/tmp/rotator", exist_ok=True)
os.chdir("/tmp/rotator")


def save_input(data):
    if "," in data:
        data = data.split(",", 1)[1]
    with open("input_image.png", "wb") as f:
        f.write(base64.b64decode(data))
    return "input_image.png"


def handler(job):
    """Rotates an image by quarter turns."""
    job_input = job["input"]
    image_path = save_input(job_input["image"])
    turns = job_input.get("turns", 1)

    image = Image.open(image_path)
    image.rotate(90 * turns, expand=True).save("output.png")

    with open("output.png", "rb") as f:
        encoded = base64.b64encode(f.read()).decode("utf-8")
    with Image.open("output.png") as result:
        width, height = result.size

    os.remove(image_path)
    return {"image": encoded, "width": width, "height": height}


runpod.serverless.start({"handler": handler})
