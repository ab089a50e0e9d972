import os
import runpod
from PIL import Image

OUT_DIR = "/tmp/gradient"
os.makedirs(OUT_DIR, exist_ok=True)


def make(width, height, level):
    image = Image.new("L", (width, height))
    image.putdata([(x * level) % 256 for _ in range(height) for x in range(width)])
    return image


def handler(job):
    params = job["input"]
    width = params["width"]
    height = params.get("height", 2)
    output_path = f"{OUT_DIR}/{job['id']}.png"

    make(width, height, params.get("level", 32)).save(output_path)
    print("saved", output_path)
    return {"output_path": output_path, "width": width, "height": height}


runpod.serverless.start({"handler": handler})
