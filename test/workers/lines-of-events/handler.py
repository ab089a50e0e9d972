import json

import runpod


class Response:
    """What an HTTP client of a local server would give."""

    def __init__(self, words):
        self.words = words

    def iter_lines(self):
        for word in self.words:
            yield b"data: " + json.dumps({"word": word}).encode()
            yield b""
        yield b"data: [DONE]"


def handler(job):
    response = Response(job["input"].get("text", "hello").split())
    for line in response.iter_lines():
        if line:
            yield line.decode("utf-8")


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
