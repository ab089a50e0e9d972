import dataclasses
from dataclasses import dataclass, field

import runpod


@dataclass
class Request:
    text: str
    width: int = 20
    bullets: list = field(default_factory=list)
    mark: str = "-"

    def __post_init__(self):
        if self.width <= 0:
            raise ValueError("width must be positive")


@dataclass
class Response:
    lines: list
    width: int


def render(request):
    lines = [request.text[i:i + request.width] for i in range(0, len(request.text), request.width)]
    lines += [f"{request.mark} {bullet}" for bullet in request.bullets]
    return Response(lines, request.width)


def handler(job):
    known = {f.name for f in dataclasses.fields(Request)}
    request = Request(**{k: v for k, v in job["input"].items() if k in known})
    return dataclasses.asdict(render(request))


runpod.serverless.start({"handler": handler})
