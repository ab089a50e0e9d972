"""Accepts the field names of the old and the new client."""
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def handler(event):
    job_input = event.get("input") or {}

    first = job_input.get("text_1", job_input.get("text"))
    second = job_input.get("text_2") or job_input.get("other_text") or ""
    sep = job_input.get("sep", job_input.get("separator", " "))

    if first is None:
        return {"error": "either text or text_1 is needed"}
    return {"joined": first + sep + second}


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
    text_1: Any = None
    text: str | None = None
    text_2: Any = None
    other_text: Any = None
    sep: Any = None
    separator: str = " "


class AlternativeKeys(fal.App, name="alternative-keys"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(handler(job))
