import base64
import os
import shutil
import uuid
from typing import Any

import fal
from fal.toolkit import File
from pydantic import BaseModel


def remove_job_files(folder_list=None):
    """Delete what a job left behind, but never /tmp itself, which other requests use."""
    for folder in ["input_objects", "output_objects", "job_files", *(folder_list or [])]:
        if os.path.abspath(folder) not in ("/", "/tmp"):
            shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists("output.zip"):
        os.remove("output.zip")


def _save_and_upload_images(images, job_id):
    os.makedirs(f"/tmp/{job_id}", exist_ok=True)
    image_urls = []
    for index, image in enumerate(images):
        image_path = os.path.join(f"/tmp/{job_id}", f"{index}.png")
        image.save(image_path)

        if os.environ.get("BUCKET_ENDPOINT_URL", False):
            image_url = File.from_path(image_path, content_type="image/png").url
            image_urls.append(image_url)
        else:
            with open(image_path, "rb") as image_file:
                image_data = base64.b64encode(image_file.read()).decode("utf-8")
                image_urls.append(f"data:image/png;base64,{image_data}")

    remove_job_files([f"/tmp/{job_id}"])
    return image_urls


class Input(BaseModel):
    shades: list[Any] = [128]


class BucketOrBase64(fal.App, name="bucket-or-base64"):
    machine_type = "S"
    requirements = ["pillow"]

    @fal.endpoint("/")
    def generate(self, input: Input) -> dict[str, Any]:
        from PIL import Image

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        shades = input.shades
        images = [Image.new("L", (2, 2), shade) for shade in shades]
        image_urls = _save_and_upload_images(images, request_id)

        results = {"images": image_urls, "image_url": image_urls[0] if image_urls else None}
        return results
