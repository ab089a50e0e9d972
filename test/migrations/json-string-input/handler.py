from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def validate_input(job_input):
    workflow = job_input.workflow
    if workflow is None:
        return None, "Missing 'workflow' parameter"

    images = job_input.images
    if images is not None:
        if not isinstance(images, list) or not all("name" in image and "image" in image for image in images):
            return None, "'images' must be a list of objects with 'name' and 'image' keys"

    return {"workflow": workflow, "images": images}, None


class Input(BaseModel):
    workflow: Any = None
    images: Any = None


class Output(BaseModel):
    nodes: list[Any]
    images: list[Any]


class JsonStringInput(fal.App, name="json-string-input"):
    machine_type = "S"

    def setup(self) -> None:
        print("worker - Starting handler...")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        validated_data, error_message = validate_input(input)
        if error_message:
            raise HTTPException(status_code=422, detail=error_message)

        workflow = validated_data["workflow"]
        images = validated_data.get("images") or []
        return Output(nodes=sorted(workflow), images=[image["name"] for image in images])
