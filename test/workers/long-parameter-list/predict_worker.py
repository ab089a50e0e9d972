import runpod


def predict(prompt, negative_prompt, width, height, num_inference_steps, guidance_scale, seed, scheduler, num_outputs, upscale):
    return {
        "prompt": f"{prompt} --no {negative_prompt}" if negative_prompt else prompt,
        "size": f"{width * (2 if upscale else 1)}x{height * (2 if upscale else 1)}",
        "schedule": [scheduler, num_inference_steps, guidance_scale],
        "seeds": [seed + i for i in range(num_outputs)],
    }


def run(job):
    job_input = job["input"]
    return predict(
        prompt=job_input["prompt"],
        negative_prompt=job_input.get("negative_prompt", None),
        width=job_input.get('width', 512),
        height=job_input.get('height', 512),
        num_inference_steps=job_input.get('num_inference_steps', 50),
        guidance_scale=job_input.get('guidance_scale', 7.5),
        seed=job_input.get('seed', 0),
        scheduler=job_input.get('scheduler', "K-LMS"),
        num_outputs=job_input.get('num_outputs', 1),
        upscale=job_input.get('upscale', False),
    )


runpod.serverless.start({"handler": run})
