import runpod


def check(event):
    # Validate the event
    if not event or "input" not in event:
        return "no input"
    return None


def handler(event):
    """Answer."""
    # The input must be there
    if "input" not in event or "text" not in event["input"]:
        return {"error": "No text"}
    job_input = event.get("input")
    if job_input is None:
        return {"error": "no input"}
    problem = check(event)
    if problem:
        return {"error": problem}
    if not isinstance(job_input, dict):
        raise ValueError("must be an object")
    if isinstance(job_input, dict) and "text" in job_input:
        text = job_input["text"]
    else:
        text = ""
    if job_input is not None:
        # shout
        text = text.upper()
        size = len(text)
    else:
        size = 0
    return {"text": text, "size": size}


runpod.serverless.start({"handler": handler})
