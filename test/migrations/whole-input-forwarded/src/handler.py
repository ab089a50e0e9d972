from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


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
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    op: str = "add"
    values: Any
    glue: str = ""


class WholeInputForwarded(fal.App, name="whole-input-forwarded"):
    machine_type = "S"
    app_files = ["inference.py"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        from inference import run_inference

        return answer(run_inference(input.model_dump(exclude_unset=True)))
