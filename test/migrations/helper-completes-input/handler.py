from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


def complete(job_input):
    """Fill in what the caller left out."""
    job_input.setdefault("steps", 20)
    job_input["prompt"] = job_input["prompt"].strip()


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt: str
    steps: int | None = None


class Output(BaseModel):
    prompt: Any
    steps: Any


class HelperCompletesInput(fal.App, name="helper-completes-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)
        complete(job_input)
        return Output(prompt=job_input["prompt"], steps=job_input["steps"])
