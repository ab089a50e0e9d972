import os
import runpod
import torch
from diffusers import StableDiffusionPipeline

pipe = StableDiffusionPipeline.from_pretrained("runwayml/stable-diffusion-v1-5", torch_dtype=torch.float16)
pipe = pipe.to("cuda")
pipe.enable_xformers_memory_efficient_attention()
pipe.safety_checker = None

loaded_lora = None


def set_lora(name, scale):
    global loaded_lora
    if name == loaded_lora:
        return
    if loaded_lora is not None:
        pipe.unload_lora_weights()
        loaded_lora = None
    if name:
        pipe.load_lora_weights(os.path.join("/runpod-volume/loras", name + ".safetensors"))
        pipe.fuse_lora(lora_scale=scale)
        loaded_lora = name


def handler(job):
    job_input = job["input"]
    prompt = job_input["prompt"]
    negative_prompt = job_input.get("negative_prompt", "blurry")
    num_outputs = int(job_input.get("num_outputs", 1))

    if num_outputs > 4:
        return {"error": "num_outputs must be at most 4"}

    set_lora(job_input.get("lora"), float(job_input.get("lora_scale", 0.8)))

    with torch.inference_mode():
        images = pipe([prompt] * num_outputs, negative_prompt=[negative_prompt] * num_outputs).images

    paths = []
    for i in range(num_outputs):
        path = f"/tmp/out-{i}.png"
        images[i].save(path)
        paths.append(path)
    torch.cuda.empty_cache()
    return {"lora": loaded_lora, "count": len(paths)}


runpod.serverless.start({"handler": handler})
