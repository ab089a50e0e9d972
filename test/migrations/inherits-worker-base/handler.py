import uuid
from abc import ABC, abstractmethod
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Worker(ABC):
    required = ()

    def __call__(self, job):
        job_input = job.get("input") or {}
        for name in self.required:
            if name not in job_input:
                return {"error": f"{name} is required"}
        return self.predict(**job_input)

    @abstractmethod
    def predict(self, **kwargs):
        ...


class Shelf(Worker):
    required = ("width", "books")

    def predict(self, width, books, gap=0.0, **_):
        used = sum(books) + gap * max(len(books) - 1, 0)
        return {"fits": used <= width, "left": round(width - used, 3)}


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


class InheritsWorkerBase(fal.App, name="inherits-worker-base"):
    machine_type = "S"

    def setup(self) -> None:
        self.run_job = Shelf()

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.run_job(job))
