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
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    if result.get("refresh_worker"):
        response.headers["x-fal-stop-runner"] = "true"
    return rest


class Input(BaseModel):
    text: str = ""


class RefreshAfterSuccess(fal.App, name="refresh-after-success"):
    machine_type = "S"

    def setup(self) -> None:
        self.refresh_every = int(os.environ.get("REFRESH_EVERY", 3))
        self.jobs = 0

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> Any:
        self.jobs += 1

        results = {"number": self.jobs, "text": input.text.strip()}
        if self.jobs % self.refresh_every == 0:
            results["refresh_worker"] = True
        return answer(results, response)
