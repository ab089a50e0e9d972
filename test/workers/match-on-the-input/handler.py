import runpod


def handler(job):
    match job["input"]:
        case {"prompt": str(prompt), "steps": steps}:
            return {"text": prompt * steps}
        case {"prompt": prompt, "mode": "upper" | "title", **rest}:
            return {"text": str(prompt).upper()}
        case _:
            return {"error": "no prompt"}


runpod.serverless.start({"handler": handler})
