import fal
from fal.toolkit import Image
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt: str
    count: int = 1


class Output(BaseModel):
    images: list[Image]


class PipelineImagesReturned(fal.App, name="pipeline-images-returned"):
    machine_type = "GPU-A100"
    requirements = ["torch", "diffusers", "transformers", "accelerate"]

    def setup(self) -> None:
        self.pipe = None

    def load(self):
        import torch
        from diffusers import StableDiffusionPipeline

        if self.pipe is None:
            self.pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16)
            self.pipe = self.pipe.to("cuda")
        return self.pipe

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        result = self.load()(input.prompt, num_images_per_prompt=input.count)
        return Output(images=[Image.from_pil(image, format="png") for image in result.images])
