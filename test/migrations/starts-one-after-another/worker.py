import os
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def upper(job):
    return {"text": job["input"]["text"].upper()}


def count(job):
    return {"length": len(job["input"]["text"])}


def both(job):
    return {**upper(job), **count(job)}


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


class StartsOneAfterAnother(fal.App, name="starts-one-after-another"):
    machine_type = "S"

    def setup(self) -> None:
        MODE = os.environ.get("WORKER_MODE", "upper")

        if MODE == "upper":
            print("upper case it is")
            self.run_job = upper
        else:
            # Everything else counts.
            if MODE == "count":
                self.run_job = count
            else:
                print("both")
                self.run_job = both

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.run_job(job))
