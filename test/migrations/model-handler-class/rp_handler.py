'''
Contains the handler function that will be called by the serverless.
'''

import base64
import os
import io
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict

# ------------------------------- Model Handler ------------------------------ #


class ModelHandler:
    def __init__(self):
        self.base = None
        self.refiner = None
        self.load_models()

    def load_base(self):
        import torch
        from diffusers import StableDiffusionXLPipeline

        base_pipe = StableDiffusionXLPipeline.from_pretrained(
            "stabilityai/stable-diffusion-xl-base-1.0", torch_dtype=torch.float16, variant="fp16",
            use_safetensors=True, add_watermarker=False
        )
        return base_pipe.to("cuda", silence_dtype_warnings=True)

    def load_refiner(self):
        import torch
        from diffusers import StableDiffusionXLImg2ImgPipeline

        refiner_pipe = StableDiffusionXLImg2ImgPipeline.from_pretrained(
            "stabilityai/stable-diffusion-xl-refiner-1.0", torch_dtype=torch.float16, variant="fp16")
        return refiner_pipe.to("cuda")

    def load_models(self):
        self.base = self.load_base()
        self.refiner = self.load_refiner()


# ---------------------------------- Helper ---------------------------------- #


def make_scheduler(name, config):
    from diffusers import PNDMScheduler, LMSDiscreteScheduler, DDIMScheduler

    return {
        "PNDM": PNDMScheduler.from_config(config),
        "KLMS": LMSDiscreteScheduler.from_config(config),
        "DDIM": DDIMScheduler.from_config(config),
    }[name]


def to_data_uri(image):
    buffer = io.BytesIO()
    image.save(buffer, format="PNG")
    return "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode("utf-8")


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    prompt: str
    negative_prompt: str | None = None
    height: int = 1024
    width: int = 1024
    seed: int | None = None
    scheduler: str = 'DDIM'
    num_inference_steps: int = 25
    guidance_scale: float = 7.5


class Output(BaseModel):
    images: list[str]
    seed: Any


class ModelHandlerClass(fal.App, name="model-handler-class"):
    machine_type = "GPU-A100"
    requirements = ["torch", "diffusers", "transformers", "accelerate"]

    def setup(self) -> None:
        import torch

        torch.cuda.empty_cache()

        self.models = ModelHandler()

    @fal.endpoint("/")
    def generate_image(self, input: Input) -> Output:
        '''
        Generate an image from text using your Model
        '''
        import torch

        with torch.inference_mode():
            if input.seed is None:
                input.seed = 1234

            generator = torch.Generator("cuda").manual_seed(input.seed)
            self.models.base.scheduler = make_scheduler(input.scheduler, self.models.base.scheduler.config)

            image = self.models.base(
                prompt=input.prompt,
                negative_prompt=input.negative_prompt,
                height=input.height,
                width=input.width,
                num_inference_steps=input.num_inference_steps,
                guidance_scale=input.guidance_scale,
                output_type="latent",
                generator=generator
            ).images

            try:
                output = self.models.refiner(prompt=input.prompt, image=image, generator=generator).images
            except RuntimeError as err:
                raise HTTPException(status_code=503, detail=f"RuntimeError: {err}, Stack Trace: {err.__traceback__}") from err

            return Output(images=[to_data_uri(i) for i in output], seed=input.seed)
