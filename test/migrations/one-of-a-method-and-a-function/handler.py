import functools
import os
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Counter:
    def __init__(self):
        self.served = 0

    def count(self, job):
        text = job["input"]["text"]
        if not text.strip():
            raise ValueError(f"{text!r} is blank")
        self.served += 1
        return {"letters": len(text), "served": self.served}


def health(job):
    return {"alive": True}


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


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
    text: str | None = None


class OneOfAMethodAndAFunction(fal.App, name="one-of-a-method-and-a-function"):
    machine_type = "S"

    def setup(self) -> None:
        counter = Counter()

        if os.environ.get("WORKER_KIND", "main") == "health":
            self.run_job = health
        else:
            self.run_job = counter.count

    @fal.endpoint("/")
    @report_errors
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.run_job(job))
