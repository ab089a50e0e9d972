import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def failure(message):
    raise HTTPException(status_code=500, detail=message)


def process(job, data):
    count = data["count"]
    if not count:
        return failure("nothing to count")
    return Output(count=count, known=bool(job["id"]))


class Input(BaseModel):
    count: Any


class Output(BaseModel):
    count: Any
    known: bool


class FailureThroughTwoCalls(fal.App, name="failure-through-two-calls"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        try:
            return process({"id": request_id, "input": input.model_dump(exclude_unset=True)}, input.model_dump(exclude_unset=True))
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
