import base64
import os

import runpod
from runpod.serverless.utils import rp_cleanup, rp_upload
from PIL import Image


def _save_and_upload_images(images, job_id):
    os.makedirs(f"/tmp/{job_id}", exist_ok=True)
    image_urls = []
    for index, image in enumerate(images):
        image_path = os.path.join(f"/tmp/{job_id}", f"{index}.png")
        image.save(image_path)

        if os.environ.get("BUCKET_ENDPOINT_URL", False):
            image_url = rp_upload.upload_image(job_id, image_path)
            image_urls.append(image_url)
        else:
            with open(image_path, "rb") as image_file:
                image_data = base64.b64encode(image_file.read()).decode("utf-8")
                image_urls.append(f"data:image/png;base64,{image_data}")

    rp_cleanup.clean([f"/tmp/{job_id}"])
    return image_urls


def generate(job):
    job_input = job["input"]
    shades = job_input.get("shades", [128])
    images = [Image.new("L", (2, 2), shade) for shade in shades]
    image_urls = _save_and_upload_images(images, job["id"])

    results = {"images": image_urls, "image_url": image_urls[0] if image_urls else None}
    return results


runpod.serverless.start({"handler": generate})
