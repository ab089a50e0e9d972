from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel


def convert(text):
    if not text:
        return {"error": "no text", "refresh_worker": True}
    return {"text": text.upper(), "refresh_worker": len(text) > 3}


def answer(result, response):
    """Answer a handler's result: a truthy `error` fails the request, `refresh_worker` replaces the runner behind it."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    if result.get("refresh_worker"):
        response.headers["x-fal-stop-runner"] = "true"
    return rest


class Input(BaseModel):
    text: str


class HelperRefreshesWorker(fal.App, name="helper-refreshes-worker"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> dict[str, Any]:
        return answer(convert(input.text), response)
