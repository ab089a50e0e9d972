import functools
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def needs(*keys):
    """Reject a job that lacks one of the keys."""

    def decorate(function):
        @functools.wraps(function)
        def checked(job):
            missing = [key for key in keys if key not in job["input"]]
            if missing:
                return {"error": "missing: " + ", ".join(missing)}
            return function(job)

        return checked

    return decorate


@needs("base", "exponent")
def handler(job):
    base, exponent = job["input"]["base"], job["input"]["exponent"]
    return {"power": base**exponent}


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
    base: Any
    exponent: Any


class DecoratedHandler(fal.App, name="decorated-handler"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(handler(job))
