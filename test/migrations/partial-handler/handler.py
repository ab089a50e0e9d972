import uuid
from functools import partial
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Model:
    def __init__(self, words):
        self.words = words

    def complete(self, prefix):
        return [w for w in self.words if w.startswith(prefix)]


def handle(model, job, *, limit):
    prefix = job["input"].get("prefix", "")
    found = model.complete(prefix)
    if not found:
        return {"error": "nothing found", "prefix": prefix}
    return {"completions": found[:limit], "more": len(found) > limit}


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
    prefix: str = ""


class PartialHandler(fal.App, name="partial-handler"):
    machine_type = "S"

    def setup(self) -> None:
        self.model = Model(["ape", "apple", "apply", "bear", "beat"])
        self.run_job = partial(handle, self.model, limit=2)

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.run_job(job))
