import runpod
from helpers import *
from limits import LIMITS
import os


def handler(job):
    inp = job.get("input", {})
    if "text" not in inp:
        return refusal("text is required")
    words = split_words(inp["text"], inp.get("limit", LIMITS["words"]))
    return dict(words=words, count=len(words), longest=max(words, key=len, default=None))


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
