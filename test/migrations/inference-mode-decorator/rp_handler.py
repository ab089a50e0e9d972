import base64
import io
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict

import torch

MODEL_ID = "google/vit-base-patch16-224"


@torch.inference_mode()
def handler(job):
    from PIL import Image

    job_input = job["input"]
    data = job_input.get("image_base64")
    if not data:
        return {"error": "image_base64 is required"}

    image = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
    inputs = processor(images=image.size, return_tensors="pt").to(DEVICE)
    logits = model(**{"pixel_values": inputs["pixel_values"]}).logits
    scores = torch.nn.functional.softmax(logits, dim=-1)[0]
    top = torch.topk(scores, job_input.get("top_k", 2))

    return {
        "labels": [model.config.id2label[int(i)] for i in top.indices],
        "scores": [float(s) for s in top.values],
    }


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    image_base64: str | None = None
    top_k: int = 2


class InferenceModeDecorator(fal.App, name="inference-mode-decorator"):
    machine_type = "GPU-A100"
    requirements = ["torch>=2.1", "transformers==4.46.3", "pillow"]

    def setup(self) -> None:
        global DEVICE, processor, model  # read outside of this class
        from transformers import AutoImageProcessor, AutoModelForImageClassification

        DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

        processor = AutoImageProcessor.from_pretrained(MODEL_ID)
        model = AutoModelForImageClassification.from_pretrained(MODEL_ID).to(DEVICE)
        model.eval()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(handler(job))
