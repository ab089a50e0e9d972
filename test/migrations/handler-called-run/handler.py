from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def run(input):
    text = input.text
    result = {"text": text}
    if len(text) > 5:
        result["error"] = "too long"
    return answer(result)


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
    text: str


class HandlerCalledRun(fal.App, name="handler-called-run"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> dict[str, Any]:
        return run(input)
