from dataclasses import asdict, dataclass

import runpod


@dataclass
class Found:
    text: str
    position: int


@dataclass
class NotFound:
    error: str
    searched: int


def handler(job):
    text, needle = job["input"].get("text", ""), job["input"].get("needle", "")
    position = text.find(needle)
    if position < 0:
        return asdict(NotFound(f"no {needle!r}", len(text)))
    return asdict(Found(needle, position))


runpod.serverless.start({"handler": handler})
