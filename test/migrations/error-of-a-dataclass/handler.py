from dataclasses import asdict, dataclass
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


@dataclass
class Found:
    text: str
    position: int


@dataclass
class NotFound:
    error: str
    searched: int


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    text: str = ""
    needle: str = ""


class ErrorOfADataclass(fal.App, name="error-of-a-dataclass"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        text, needle = input.text, input.needle
        position = text.find(needle)
        if position < 0:
            return answer(asdict(NotFound(f"no {needle!r}", len(text))))
        return asdict(Found(needle, position))
