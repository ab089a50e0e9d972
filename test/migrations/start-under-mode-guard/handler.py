import os
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
    numbers: list[Any] = []


class StartUnderModeGuard(fal.App, name="start-under-mode-guard"):
    machine_type = "S"

    def setup(self) -> None:
        self.mode_to_run = os.getenv("MODE_TO_RUN", "serverless")
        print("------- ENVIRONMENT VARIABLES -------")
        print("Mode running: ", self.mode_to_run)
        print("------- -------------------- -------")

    def handler_(self, event):
        inputReq = event.get("input", {})
        numbers = inputReq.get("numbers", [])
        return {"max": max(numbers) if numbers else None, "mode": self.mode_to_run}

    def run_locally(self):
        requests = [{"input": {"numbers": [4, 9]}}, {"input": {}}]
        for request in requests:
            print(self.handler_(request))

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.handler_(job))
