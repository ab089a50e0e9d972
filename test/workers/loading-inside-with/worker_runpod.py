import os, json, random, base64, runpod

import torch
from diffusers import FluxPipeline

with torch.inference_mode():
    pipe = FluxPipeline.from_pretrained("black-forest-labs/FLUX.1-schnell", torch_dtype=torch.bfloat16)
    pipe.vae.enable_tiling()
    pipe.to("cuda")

@torch.inference_mode()
def generate(input):
    values = input["input"]

    positive_prompt = values['positive_prompt']
    seed = values['seed']
    steps = values.get('steps', 4)
    width = values.get('width', 1024)
    height = values.get('height', 1024)

    if seed == 0:
        seed = 42
    generator = torch.Generator(device="cpu").manual_seed(seed)
    image = pipe(positive_prompt, num_inference_steps=steps, width=width, height=height, generator=generator).images[0]
    image.save("/tmp/flux.png")

    with open("/tmp/flux.png", "rb") as f:
        data = base64.b64encode(f.read()).decode()
    return {"status": "DONE", "seed": seed, "image": data}

runpod.serverless.start({"handler": generate})
