import os

import runpod
from PIL import Image

OUTPUT_DIR = "/tmp/stripes"
os.makedirs(OUTPUT_DIR, exist_ok=True)


def paint(shade, size):
    return Image.new("L", (size, size), shade)


def save_thumbnail(image, index):
    path = os.path.join(OUTPUT_DIR, f"thumbnail-{index}.png")
    image.resize((2, 2)).save(path)
    return path


def handler(job):
    job_input = job["input"]
    shades = job_input.get("shades", [0, 255])
    if not shades:
        return {"error": "no shades"}
    images = [paint(shade, job_input.get("size", 4)) for shade in shades]
    image_paths = []
    for index, image in enumerate(images):
        path = f"{OUTPUT_DIR}/{index}.png"
        image.save(path)
        image_paths.append(path)
    print(f"wrote {len(image_paths)} files")
    return {
        "image_paths": image_paths,
        "thumbnails": [save_thumbnail(image, index) for index, image in enumerate(images)],
        "count": len(image_paths),
    }


runpod.serverless.start({"handler": handler})
