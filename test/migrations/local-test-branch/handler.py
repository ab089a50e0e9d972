import os
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    text: Any
    cut: bool


class LocalTestBranch(fal.App, name="local-test-branch"):
    machine_type = "S"

    def setup(self) -> None:
        ON_RUNPOD = os.environ.get("FAL_JOB_ID") is not None

        if not ON_RUNPOD:
            print("not on RunPod, expecting test_input.json")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        if request_id == "local_test":
            print("running with test_input.json")

        text = input.text
        if len(text) > 20:
            raise HTTPException(status_code=422, detail="text is too long")
        return Output(text=text[:10], cut=len(text) > 10)
