import fal
from fal.toolkit import Image
from pydantic import BaseModel


class Input(BaseModel):
    prompt: str


class Output(BaseModel):
    image: Image


class SavedImagePath(fal.App, name="saved-image-path"):
    machine_type = "GPU-A100"
    requirements = ["torch", "diffusers", "transformers", "accelerate"]

    def setup(self) -> None:
        import torch
        from diffusers import AutoPipelineForText2Image

        self.pipeline = AutoPipelineForText2Image.from_pretrained(
            "stabilityai/sdxl-turbo",
            torch_dtype=torch.float16,
            variant="fp16",
        ).to("cuda")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        prompt = input.prompt
        image = self.pipeline(prompt=prompt, num_inference_steps=1, guidance_scale=0.0).images[0]
        return Output(image=Image.from_pil(image, format="png"))
