import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


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

    messages: Any = None
    prompt: str | None = None
    stream: bool = False
    sampling_params: dict[str, Any] = {}


class WrappedInputObject(fal.App, name="wrapped-input-object"):
    machine_type = "S"
    app_files = ["engine.py", "utils.py"]

    def setup(self) -> None:
        from engine import Engine

        self.engine = Engine()

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Any:
        from utils import JobInput

        job_input = JobInput(input.model_dump(exclude_unset=True))
        return self.engine.generate(job_input)
