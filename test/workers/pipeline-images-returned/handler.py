import runpod
import torch
from diffusers import StableDiffusionPipeline

pipe = None


def load():
    global pipe
    if pipe is None:
        pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16)
        pipe = pipe.to("cuda")
    return pipe


def handler(event):
    data = event["input"]
    result = load()(data["prompt"], num_images_per_prompt=data.get("count", 1))
    return {"images": result.images}


runpod.serverless.start({"handler": handler})
