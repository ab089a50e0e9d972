import runpod
import torch
from diffusers import StableDiffusionXLPipeline

pipe = StableDiffusionXLPipeline.from_pretrained(
    "stabilityai/stable-diffusion-xl-base-1.0", torch_dtype=torch.float16
).to("cuda")


def handler(job):
    prompt = job["input"]["prompt"]
    steps = job["input"].get("steps", 30)
    image = pipe(prompt, num_inference_steps=steps).images[0]
    image.save("/tmp/result.png")
    return {"image_path": "/tmp/result.png", "steps": steps}


runpod.serverless.start({"handler": handler})
