from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel


LIMIT = 8


def measure(words):
    if len(words) > LIMIT:
        return {"error": f"more than {LIMIT} words", "refresh_worker": True}
    return {"words": len(words)}


def answer(result, response):
    """Answer a handler's result: a truthy `error` fails the request, `refresh_worker` replaces the runner behind it."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") and "x-fal-stop-runner" not in response.headers else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    if result.get("refresh_worker"):
        response.headers["x-fal-stop-runner"] = "true"
    return rest


class Input(BaseModel):
    text: str = ""


class RefreshByConfigAndBesideError(fal.App, name="refresh-by-config-and-beside-error"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> dict[str, Any]:
        response.headers["x-fal-stop-runner"] = "true"
        text = input.text
        if not text:
            raise HTTPException(status_code=422, detail="nothing to count")
        if text == "twice":
            return {"words": 2}
        result = measure(text.split())
        result["text"] = text
        return answer(result, response)
