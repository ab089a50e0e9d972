"""Copies part of a text; the caller's keys are words that Python keeps for itself, or no names at all."""
import runpod


def missing(values):
    return [key for key in ("from", "copy", "max-length") if key not in values]


def cut(values):
    start = values.get("from", 0)
    return values["text"][start : start + values["max-length"]] * values["copy"]


def handler(job):
    job_input = job["input"]
    absent = missing(job_input)
    if absent:
        return {"error": "missing: " + ", ".join(absent)}
    return {"text": cut(job_input), "given": sorted(job_input)}


runpod.serverless.start({"handler": handler})
