import runpod

label = lambda value, unit="px": f"{value}{unit}"


def handler(job):
    job_input = job["input"]
    width = job_input.get("width", 2.5)
    shown = lambda value: repr(value)
    return {"width": label(width), "height": shown(job_input.get("height", 1.5))}


runpod.serverless.start({"handler": handler})
