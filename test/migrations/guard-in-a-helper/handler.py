import time
import uuid
from typing import Any, Dict

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def log(job: Dict[str, Any], text: str):
    print(f"{job['id']}: {text}")


def completion(job: dict):
    data = job["input"]["request"]
    log(job, "completing")
    return Output(id=f"chatcmpl-{job['id']}"[:9], created=int(time.time()) > 0, echo=data)


def check(input):
    if "request" not in input.model_fields_set:
        return "no request"


class Input(BaseModel):
    request: Any = None


class Output(BaseModel):
    id: Any
    created: bool
    echo: Any


class GuardInAHelper(fal.App, name="guard-in-a-helper"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        problem = check(input)
        if problem:
            log({"id": request_id, "input": input.model_dump(exclude_unset=True)}, problem)
            raise HTTPException(status_code=422, detail=problem)
        return completion({"id": request_id, "input": input.model_dump(exclude_unset=True)})
