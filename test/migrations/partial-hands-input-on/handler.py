import functools
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def measure(unit, data):
    if "width" not in data:
        return {"error": "no width"}
    return {"area": f"{data['width'] * data.get('height', 1)} {unit}²"}


def handler(unit, job):
    return measure(unit, job["input"])


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
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    width: Any = None
    height: int = 1


class PartialHandsInputOn(fal.App, name="partial-hands-input-on"):
    machine_type = "S"

    def setup(self) -> None:
        self.run_job = functools.partial(handler, "cm")

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.run_job(job))
