"""Counts words while it reads."""
import runpod


def chunks(text, size):
    words = text.split()
    for start in range(0, len(words), size):
        yield words[start:start + size]


def generator_handler(job):
    job_input = job["input"]
    size = job_input.get("size", 2)
    seen = 0
    for part in chunks(job_input["text"], size):
        seen += len(part)
        yield {"words": part, "seen": seen}
    yield {"done": True, "seen": seen}


runpod.serverless.start({"handler": generator_handler, "return_aggregate_stream": True})
