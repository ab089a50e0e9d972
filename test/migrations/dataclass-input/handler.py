import dataclasses
import functools
from dataclasses import dataclass, field
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


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


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    text: str
    width: int = 20
    bullets: list[Any] | None = None
    mark: str = "-"


class DataclassInput(fal.App, name="dataclass-input"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Any:
        known = {f.name for f in dataclasses.fields(Request)}
        request = Request(**{k: v for k, v in input.model_dump(exclude_unset=True).items() if k in known})
        return dataclasses.asdict(render(request))
