import os
import runpod


def plain_handler(job):
    return {"text": " ".join(speak(job["input"]))}


def streaming_handler(job):
    for word in speak(job["input"]):
        yield word


def speak(job_input):
    name = job_input.get("name", "world")
    return ["hello,", name + "!"]


STREAM = os.getenv("STREAM", "false").lower() == "true"

runpod.serverless.start({
    "handler": streaming_handler if STREAM else plain_handler,
    "return_aggregate_stream": True,
})
