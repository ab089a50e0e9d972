import fal
from fal.toolkit import Image
from pydantic import BaseModel, ConfigDict


MODEL_ID = "stabilityai/stable-diffusion-xl-base-1.0"


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt: str
    steps: int = 25
    seed: int = 42
    negative_prompt: str | None = None
    guidance_scale: float = 7.0


class Output(BaseModel):
    image: Image
    seed: int


class SdxlImage(fal.App, name="sdxl-image"):
    machine_type = "GPU-H100"
    requirements = [
        "torch==2.4.1",
        "diffusers==0.30.3",
        "transformers==4.45.2",
        "accelerate==0.34.2",
    ]

    def setup(self) -> None:
        import torch
        from diffusers import DPMSolverMultistepScheduler, StableDiffusionXLPipeline

        # The weights are loaded while the worker starts, not with the first job.
        self.pipe = StableDiffusionXLPipeline.from_pretrained(
            MODEL_ID,
            torch_dtype=torch.float16,
            variant="fp16",
            use_safetensors=True,
        ).to("cuda")
        self.pipe.scheduler = DPMSolverMultistepScheduler.from_config(self.pipe.scheduler.config)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import torch

        prompt = input.prompt
        steps = input.steps
        seed = input.seed

        generator = torch.Generator("cuda").manual_seed(seed)
        image = self.pipe(
            prompt,
            negative_prompt=input.negative_prompt,
            num_inference_steps=steps,
            guidance_scale=input.guidance_scale,
            generator=generator,
        ).images[0]

        return Output(image=Image.from_pil(image, format="png"), seed=seed)
