import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Worker:
    def __init__(self):
        self.history = []

    def _clean(self, text):
        return " ".join(text.split())

    def handle(self, job):
        job_input = job["input"]
        text = self._clean(job_input["text"])
        self.history.append(text)
        if job_input.get("reset"):
            self.history.clear()
        return {"text": text, "previous": self.history[-2] if len(self.history) > 1 else None}


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
    text: str
    reset: Any = None


class BoundMethod(fal.App, name="bound-method"):
    machine_type = "S"

    def setup(self) -> None:
        self.worker = Worker()

    @fal.endpoint("/")
    def handle(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.worker.handle(job))
