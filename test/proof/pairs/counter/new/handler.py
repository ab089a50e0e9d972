import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    model_config = ConfigDict(strict=True)

    text: str | None = None
    scale: int | float = 2
    seed: Any = None
    mode: Any = None


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


def describe(text, scale):
    if scale > 10:
        raise ValueError(f"scale {scale} is beyond 10")
    return f"{text} x{scale}"


class Counter(fal.App, name="counter"):
    machine_type = "S"

    def setup(self) -> None:
        self.count = 0

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Any:
        self.count += 1
        wanted = input.model_dump(exclude_unset=True)
        if not wanted.get("text"):
            raise HTTPException(status_code=422, detail="text is missing")
        request_id = self.current_request.request_id
        answer = {"count": self.count, "text": describe(wanted["text"], wanted.get("scale", 2)), "id": request_id}
        if "seed" in wanted:
            answer["seed"] = wanted["seed"]
        if wanted.get("mode") == "list":
            return [answer]
        return answer
