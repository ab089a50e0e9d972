import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Pipe:
    def __call__(self, prompt, width=64, height=64, steps=4, **extra):
        unknown = ", ".join(sorted(extra))
        if unknown:
            raise TypeError(f"unexpected arguments: {unknown}")
        return {"prompt": prompt, "pixels": width * height, "steps": steps}


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

    prompt: str | None = None
    width: int = 64
    height: int = 64
    steps: int = 4


class KeywordForwarding(fal.App, name="keyword-forwarding"):
    machine_type = "S"

    def setup(self) -> None:
        self.pipe = Pipe()

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Any:
        job_input = input.model_dump(exclude_unset=True)
        prompt = job_input.pop("prompt", None)
        if prompt is None:
            raise HTTPException(status_code=422, detail="prompt is required")
        try:
            return self.pipe(prompt, **job_input)
        except TypeError as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
