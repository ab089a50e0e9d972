import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict
import os, json, random, base64

import torch

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


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    positive_prompt: Any
    seed: Any
    steps: int = 4
    width: int = 1024
    height: int = 1024


class LoadingInsideWith(fal.App, name="loading-inside-with"):
    machine_type = "GPU-A100"
    requirements = ["torch", "diffusers", "transformers", "accelerate"]

    def setup(self) -> None:
        global pipe  # read outside of this class
        from diffusers import FluxPipeline

        with torch.inference_mode():
            pipe = FluxPipeline.from_pretrained("black-forest-labs/FLUX.1-schnell", torch_dtype=torch.bfloat16)
            pipe.vae.enable_tiling()
            pipe.to("cuda")

    @fal.endpoint("/")
    def generate(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(generate(job))
