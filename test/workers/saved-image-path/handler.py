import runpod
import torch
from diffusers import AutoPipelineForText2Image

pipeline = AutoPipelineForText2Image.from_pretrained(
    "stabilityai/sdxl-turbo",
    torch_dtype=torch.float16,
    variant="fp16",
).to("cuda")


def handler(job):
    prompt = job["input"]["prompt"]
    image = pipeline(prompt=prompt, num_inference_steps=1, guidance_scale=0.0).images[0]
    image.save("/tmp/result.png")
    return {"image_path": "/tmp/result.png"}


runpod.serverless.start({"handler": handler})
