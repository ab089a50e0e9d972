from typing import Any

import fal
from fal.toolkit import Image
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    model_config = ConfigDict(strict=True)

    prompt: Any
    steps: int = 30


class Output(BaseModel):
    image: Image
    steps: int


class Sdxl(fal.App, name="sdxl"):
    machine_type = "GPU-A100"
    requirements = ["torch", "diffusers", "transformers", "accelerate"]

    def setup(self) -> None:
        import torch
        from diffusers import StableDiffusionXLPipeline

        self.pipe = StableDiffusionXLPipeline.from_pretrained(
            "stabilityai/stable-diffusion-xl-base-1.0", torch_dtype=torch.float16
        ).to("cuda")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        prompt = input.prompt
        steps = input.steps
        image = self.pipe(prompt, num_inference_steps=steps).images[0]
        return Output(image=Image.from_pil(image, format="png"), steps=steps)
