import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


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
    options: dict[str, Any] = {}


class HelpersTakeTheJob(fal.App, name="helpers-take-the-job"):
    machine_type = "S"

    def setup(self) -> None:
        self.log = []

    def note(self, job, message):
        self.log.append(message)
        print(f"[{job['id']}] {message}")

    def handler_(self, job):
        text = self.work(job)
        return {"text": text, "steps": self.log[-2:]}

    def options_of(self, job):
        options = job["input"].get("options", {})
        self.note(job, f"{len(options)} options")
        return {"upper": False, "reverse": False, **options}

    def work(self, job):
        text = job["input"]["text"]
        options = self.options_of(job)
        if options["upper"]:
            text = text.upper()
        if options["reverse"]:
            text = text[::-1]
        self.note(job, "worked")
        return text

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.handler_(job))
