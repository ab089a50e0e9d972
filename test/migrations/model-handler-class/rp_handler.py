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


def validate(raw_input, schema):
    """Check an input against a RunPod schema: `{"errors": [...]}` or `{"validated_input": {...}}`."""
    errors = [f"Unexpected input. {key} is not a valid input option." for key in raw_input if key not in schema]
    checked = raw_input.copy()
    for key, rule in schema.items():
        if "type" not in rule:
            errors.append(f"Schema error, missing type for {key}.")
        if "required" not in rule or (rule["required"] and key not in raw_input):
            errors.append(f"{key} is a required input.")
        elif key not in raw_input and "default" in rule:
            checked[key] = rule["default"]
        elif key not in raw_input:
            errors.append(f"Schema error, missing default value for {key}.")
    for key, rule in schema.items():
        if key in checked:
            if rule["type"] is float and type(checked[key]) is int:
                checked[key] = float(checked[key])
            if "default" in rule and isinstance(checked[key], type(rule["default"])):
                continue  # RunPod checks no value of its default's own type
            if not isinstance(checked[key], rule["type"]):
                errors.append(f"{key} should be {rule['type']} type, not {type(checked[key])}.")
        if "constraints" in rule and not rule["constraints"](checked.get(key)):
            errors.append(f"{key} does not meet the constraints.")
    return {"errors": errors} if errors else {"validated_input": checked}


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
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    prompt: str | None = None
    negative_prompt: str | None = None
    height: int = 1024
    width: int = 1024
    seed: int | None = None
    scheduler: str = 'DDIM'
    num_inference_steps: int = 25
    guidance_scale: float = 7.5


class Output(BaseModel):
    images: list[Any]
    seed: Any


class ModelHandlerClass(fal.App, name="model-handler-class"):
    machine_type = "GPU-A100"
    requirements = ["torch", "diffusers", "transformers", "accelerate"]
    app_files = ["rp_schemas.py"]

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
        from rp_schemas import INPUT_SCHEMA

        with torch.inference_mode():
            job_input = input.model_dump(exclude_unset=True)

            validated_input = validate(job_input, INPUT_SCHEMA)
            if 'errors' in validated_input:
                raise HTTPException(status_code=500, detail=validated_input['errors'])
            job_input = validated_input['validated_input']

            if job_input['seed'] is None:
                job_input['seed'] = 1234

            generator = torch.Generator("cuda").manual_seed(job_input['seed'])
            self.models.base.scheduler = make_scheduler(job_input['scheduler'], self.models.base.scheduler.config)

            image = self.models.base(
                prompt=job_input['prompt'],
                negative_prompt=job_input['negative_prompt'],
                height=job_input['height'],
                width=job_input['width'],
                num_inference_steps=job_input['num_inference_steps'],
                guidance_scale=job_input['guidance_scale'],
                output_type="latent",
                generator=generator
            ).images

            try:
                output = self.models.refiner(prompt=job_input['prompt'], image=image, generator=generator).images
            except RuntimeError as err:
                raise HTTPException(status_code=503, detail=f"RuntimeError: {err}, Stack Trace: {err.__traceback__}") from err

            return Output(images=[to_data_uri(i) for i in output], seed=job_input['seed'])
