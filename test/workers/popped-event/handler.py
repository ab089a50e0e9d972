import runpod


def handler(event):
    job_input = event.pop("input")
    event["size"] = len(job_input)
    text = job_input.pop("text", "none")
    flags = {key: bool(job_input.pop(key, False)) for key in ("bold", "italic")}
    return {"text": text, "flags": flags, "left": job_input, "size": event["size"]}


runpod.serverless.start({"handler": handler})
