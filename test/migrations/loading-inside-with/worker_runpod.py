import os, json, random, base64
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    positive_prompt: Any
    seed: Any
    steps: int = 4
    width: int = 1024
    height: int = 1024


class Output(BaseModel):
    status: str
    seed: Any
    image: str


class LoadingInsideWith(fal.App, name="loading-inside-with"):
    machine_type = "GPU-A100"
    requirements = ["torch", "diffusers", "transformers", "accelerate"]

    def setup(self) -> None:
        import torch
        from diffusers import FluxPipeline

        with torch.inference_mode():
            self.pipe = FluxPipeline.from_pretrained("black-forest-labs/FLUX.1-schnell", torch_dtype=torch.bfloat16)
            self.pipe.vae.enable_tiling()
            self.pipe.to("cuda")

    @fal.endpoint("/")
    def generate(self, input: Input) -> Output:
        import torch

        with torch.inference_mode():
            positive_prompt = input.positive_prompt
            seed = input.seed
            steps = input.steps
            width = input.width
            height = input.height

            if seed == 0:
                seed = 42
            generator = torch.Generator(device="cpu").manual_seed(seed)
            image = self.pipe(positive_prompt, num_inference_steps=steps, width=width, height=height, generator=generator).images[0]
            image.save("/tmp/flux.png")

            with open("/tmp/flux.png", "rb") as f:
                data = base64.b64encode(f.read()).decode()
            return Output(status="DONE", seed=seed, image=data)
