import runpod
from PIL import Image, ImageOps


def draw(width, height, level):
    picture = Image.new("L", (width, height))
    picture.putdata([(x * level) % 256 for _ in range(height) for x in range(width)])
    return picture


def handler(job):
    job_input = job["input"]
    width = job_input.get("width", 4)
    if width < 1:
        return {"error": "no width"}
    pictures = []
    for level in job_input.get("levels", [16, 32]):
        pictures.append(draw(width, 2, level))
    if job_input.get("first_only"):
        if not pictures:
            return {"error": "no levels"}
        return {"picture": ImageOps.invert(pictures[0]), "count": 1}
    return {"pictures": pictures, "count": len(pictures)}


runpod.serverless.start({"handler": handler})
