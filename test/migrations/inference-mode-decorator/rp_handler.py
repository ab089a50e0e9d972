import base64
import io
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


MODEL_ID = "google/vit-base-patch16-224"


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    image_base64: str | None = None
    top_k: int = 2


class Output(BaseModel):
    labels: list[Any]
    scores: list[float]


class InferenceModeDecorator(fal.App, name="inference-mode-decorator"):
    machine_type = "GPU-A100"
    requirements = ["torch>=2.1", "transformers==4.46.3", "pillow"]

    def setup(self) -> None:
        import torch
        from transformers import AutoImageProcessor, AutoModelForImageClassification

        self.device = "cuda" if torch.cuda.is_available() else "cpu"

        self.processor = AutoImageProcessor.from_pretrained(MODEL_ID)
        self.model = AutoModelForImageClassification.from_pretrained(MODEL_ID).to(self.device)
        self.model.eval()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import torch

        with torch.inference_mode():
            from PIL import Image

            data = input.image_base64
            if not data:
                raise HTTPException(status_code=422, detail="image_base64 is required")

            image = Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")
            inputs = self.processor(images=image.size, return_tensors="pt").to(self.device)
            logits = self.model(**{"pixel_values": inputs["pixel_values"]}).logits
            scores = torch.nn.functional.softmax(logits, dim=-1)[0]
            top = torch.topk(scores, input.top_k)

            return Output(
                labels=[self.model.config.id2label[int(i)] for i in top.indices],
                scores=[float(s) for s in top.values],
            )
