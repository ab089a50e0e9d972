import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def stamp(job_id, count):
    return [f"image-{i}.png" for i in range(count)]


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    num_images: int = 1


class OneOrMany(fal.App, name="one-or-many"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        count = input.num_images
        if count > 4:
            raise HTTPException(status_code=422, detail="num_images is limited to 4")
        image_urls = stamp(request_id, count)
        return {"image_url": image_urls[0]} if len(image_urls) == 1 else {"images": image_urls}
