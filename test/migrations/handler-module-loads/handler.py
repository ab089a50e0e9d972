import importlib
import logging
import uuid
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    text: str = "none"


class HandlerModuleLoads(fal.App, name="handler-module-loads"):
    machine_type = "GPU-A100"
    requirements = ["transformers", "torch"]
    app_files = ["engine", "respond.py"]

    def setup(self) -> None:
        logging.basicConfig(level=logging.INFO)  # as importing RunPod's SDK did
        importlib.import_module("engine.scoring")  # loads what starting the worker loaded
        importlib.import_module("respond")  # loads what starting the worker loaded

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        from engine import scoring
        from engine.reading import read_text
        from respond import respond as handler_of_jobs

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        text = read_text(job["input"])
        if text == "whole":
            return handler_of_jobs(job)
        return {"score": scoring.score(text)}
