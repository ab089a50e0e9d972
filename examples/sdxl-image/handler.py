import runpod
import torch
from diffusers import DPMSolverMultistepScheduler, StableDiffusionXLPipeline

MODEL_ID = "stabilityai/stable-diffusion-xl-base-1.0"

# The weights are loaded while the worker starts, not with the first job.
pipe = StableDiffusionXLPipeline.from_pretrained(
    MODEL_ID,
    torch_dtype=torch.float16,
    variant="fp16",
    use_safetensors=True,
).to("cuda")
pipe.scheduler = DPMSolverMultistepScheduler.from_config(pipe.scheduler.config)


def handler(job):
    job_input = job["input"]
    prompt = job_input["prompt"]
    steps = job_input.get("steps", 25)
    seed = job_input.get("seed", 42)

    generator = torch.Generator("cuda").manual_seed(seed)
    image = pipe(
        prompt,
        negative_prompt=job_input.get("negative_prompt"),
        num_inference_steps=steps,
        guidance_scale=job_input.get("guidance_scale", 7.0),
        generator=generator,
    ).images[0]

    image.save("/tmp/picture.png")
    return {"image_path": "/tmp/picture.png", "seed": seed}


runpod.serverless.start({"handler": handler})
