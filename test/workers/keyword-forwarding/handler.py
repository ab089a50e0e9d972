import runpod


class Pipe:
    def __call__(self, prompt, width=64, height=64, steps=4, **extra):
        unknown = ", ".join(sorted(extra))
        if unknown:
            raise TypeError(f"unexpected arguments: {unknown}")
        return {"prompt": prompt, "pixels": width * height, "steps": steps}


pipe = Pipe()


def handler(job):
    job_input = job["input"]
    prompt = job_input.pop("prompt", None)
    if prompt is None:
        return {"error": "prompt is required"}
    try:
        return pipe(prompt, **job_input)
    except TypeError as e:
        return {"error": str(e)}


runpod.serverless.start({"handler": handler})
