import base64

import runpod

from recognizer import Recognizer, read_wave

recognizer = None


def load():
    global recognizer
    if recognizer is None:
        print("loading the acoustic model ...")
        recognizer = Recognizer()
    return recognizer


async def handler(job):
    data = job["input"].get("audio")
    if not data:
        yield {"error": "audio is missing"}
        return

    pcm = read_wave(base64.b64decode(data))
    model = load()

    for text in model.partials(pcm):
        yield {"text": text, "final": False}

    yield {"text": model.final(), "final": True}


if __name__ == "__main__":
    load()
    runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
