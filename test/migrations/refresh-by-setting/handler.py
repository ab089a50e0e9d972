import os
from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel


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
    colours: list[Any] = ["red"]


class RefreshBySetting(fal.App, name="refresh-by-setting"):
    machine_type = "S"

    def setup(self) -> None:
        self.refresh_worker = os.environ.get("REFRESH_WORKER", "true").lower() == "true"

    @fal.endpoint("/")
    def paint(self, input: Input, response: Response) -> dict[str, Any]:
        if self.refresh_worker:
            response.headers["x-fal-stop-runner"] = "true"
        colours = input.colours
        if len(colours) > 3:
            return answer({"error": "too many colours", "refresh_worker": True}, response)
        return {"painted": " ".join(colours)}
