import os
import sys
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


sys.path += ["../.."]
from common import counting


@counting.counted
def handler(job):
    from common.text import clean

    texts = job["input"]["texts"]
    return [len(clean(text)) for text in texts]


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
    texts: Any


class Length(fal.App, name="length"):
    machine_type = "S"
    app_files = ["common"]
    app_files_context_dir = "../.."
    local_python_modules = ["common"]

    def setup(self) -> None:
        if not os.path.isfile("handler.py"):  # a runner starts above this file's folder
            os.makedirs("workers/length", exist_ok=True)
            os.chdir("workers/length")
        sys.path += [os.path.abspath("."), os.path.abspath("../..")]
        sys.path.append(os.path.join(os.getcwd(), "..", ".."))

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(handler(job))
