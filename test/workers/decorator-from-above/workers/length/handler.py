import os
import sys

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))

import runpod

from common import counting
from common.text import clean


@counting.counted
def handler(job):
    texts = job["input"]["texts"]
    return [len(clean(text)) for text in texts]


if __name__ == "__main__":
    runpod.serverless.start({"handler": handler})
