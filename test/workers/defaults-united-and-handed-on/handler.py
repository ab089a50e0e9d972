import runpod

BASE = {"steps": 4, "scale": 7, "sampler": "euler"}


def run(prompt, **options):
    return {"prompt": prompt, "options": options}


def handler(job):
    request = BASE | job["input"]
    return run(**request)


runpod.serverless.start({"handler": handler})
