import runpod
from engine import scoring
from engine.reading import read_text

from respond import respond as handler_of_jobs


def handler(job):
    text = read_text(job["input"])
    if text == "whole":
        return handler_of_jobs(job)
    return {"score": scoring.score(text)}


runpod.serverless.start({"handler": handler})
