import base64
import io

import runpod
import torch
from transformers import AutoImageProcessor, AutoModelForImageClassification

MODEL_ID = "google/vit-base-patch16-224"
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"

processor = AutoImageProcessor.from_pretrained(MODEL_ID)
model = AutoModelForImageClassification.from_pretrained(MODEL_ID).to(DEVICE)
model.eval()


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


runpod.serverless.start({"handler": handler})
