import json
import os
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Backend:
    def __init__(self, scale):
        self.scale = scale
        self.calls = 0

    def measure(self, text):
        self.calls += 1
        return len(text) * self.scale


def load_config():
    return json.loads(os.environ.get("CONFIG", '{"scale": 10, "max_chars": 40}'))


def make_handler(config, backend):
    max_chars = config["max_chars"]

    def handler(job):
        text = job["input"].get("text", "")
        if len(text) > max_chars:
            return {"error": f"text is longer than {max_chars} characters"}
        return {"width": backend.measure(text), "calls": backend.calls}

    return handler


def main():
    config = load_config()
    backend = Backend(config["scale"])
    return make_handler(config, backend)


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
    text: str = ""


class HandlerFactory(fal.App, name="handler-factory"):
    machine_type = "S"

    def setup(self) -> None:
        self.run_job = main()

    @fal.endpoint("/")
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.run_job(job))
