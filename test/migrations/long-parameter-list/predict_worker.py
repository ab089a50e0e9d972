from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


def predict(prompt, negative_prompt, width, height, num_inference_steps, guidance_scale, seed, scheduler, num_outputs, upscale):
    return Output(
        prompt=f"{prompt} --no {negative_prompt}" if negative_prompt else prompt,
        size=f"{width * (2 if upscale else 1)}x{height * (2 if upscale else 1)}",
        schedule=[scheduler, num_inference_steps, guidance_scale],
        seeds=[seed + i for i in range(num_outputs)],
    )


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt: str
    negative_prompt: str | None = None
    width: int = 512
    height: int = 512
    num_inference_steps: int = 50
    guidance_scale: float = 7.5
    seed: int = 0
    scheduler: str = "K-LMS"
    num_outputs: int = 1
    upscale: bool = False


class Output(BaseModel):
    prompt: Any
    size: str
    schedule: list[Any]
    seeds: list[Any]


class LongParameterList(fal.App, name="long-parameter-list"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        return predict(
            prompt=input.prompt,
            negative_prompt=input.negative_prompt,
            width=input.width,
            height=input.height,
            num_inference_steps=input.num_inference_steps,
            guidance_scale=input.guidance_scale,
            seed=input.seed,
            scheduler=input.scheduler,
            num_outputs=input.num_outputs,
            upscale=input.upscale,
        )
