import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt: str
    negative_prompt: str = "blurry"
    num_outputs: int = Field(default=1, strict=False)
    lora: Any = None
    lora_scale: float = Field(default=0.8, strict=False)


class Output(BaseModel):
    lora: Any
    count: int


class AdapterWeightsPerJob(fal.App, name="adapter-weights-per-job"):
    machine_type = "GPU-A100"
    requirements = ["torch", "diffusers", "transformers", "accelerate", "peft", "xformers"]

    def setup(self) -> None:
        import torch
        from diffusers import StableDiffusionPipeline

        self.pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16)
        self.pipe = self.pipe.to("cuda")
        self.pipe.enable_xformers_memory_efficient_attention()
        self.pipe.safety_checker = None

        self.loaded_lora = None

    def set_lora(self, name, scale):
        if name == self.loaded_lora:
            return
        if self.loaded_lora is not None:
            self.pipe.unload_lora_weights()
            self.loaded_lora = None
        if name:
            self.pipe.load_lora_weights(os.path.join("/data/loras", name + ".safetensors"))
            self.pipe.fuse_lora(lora_scale=scale)
            self.loaded_lora = name

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import torch

        prompt = input.prompt
        negative_prompt = input.negative_prompt
        num_outputs = int(input.num_outputs)

        if num_outputs > 4:
            raise HTTPException(status_code=422, detail="num_outputs must be at most 4")

        self.set_lora(input.lora, float(input.lora_scale))

        with torch.inference_mode():
            images = self.pipe([prompt] * num_outputs, negative_prompt=[negative_prompt] * num_outputs).images

        paths = []
        for i in range(num_outputs):
            path = f"/tmp/out-{i}.png"
            images[i].save(path)
            paths.append(path)
        torch.cuda.empty_cache()
        return Output(lora=self.loaded_lora, count=len(paths))
