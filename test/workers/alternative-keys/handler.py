"""Accepts the field names of the old and the new client."""
import runpod


def handler(event):
    job_input = event.get("input") or {}

    first = job_input.get("text_1", job_input.get("text"))
    second = job_input.get("text_2") or job_input.get("other_text") or ""
    sep = job_input.get("sep", job_input.get("separator", " "))

    if first is None:
        return {"error": "either text or text_1 is needed"}
    return {"joined": first + sep + second}


runpod.serverless.start({"handler": handler})
