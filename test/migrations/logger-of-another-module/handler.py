import importlib
import logging
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    price: int | float


class Output(BaseModel):
    gross: Any


class LoggerOfAnotherModule(fal.App, name="logger-of-another-module"):
    machine_type = "S"
    app_files = ["jobs", "journal.py"]

    def setup(self) -> None:
        logging.basicConfig(level=logging.INFO)  # as importing RunPod's SDK did
        logging.getLogger("worker").setLevel(logging.DEBUG)  # RunPodLogger printed every level
        importlib.import_module("journal")  # loads what starting the worker loaded
        importlib.import_module("jobs.prices")  # loads what starting the worker loaded

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import journal
        from jobs.prices import gross
        from journal import log

        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        log.info("%s | %s", request_id, "got a job")
        journal.log.error("not an error")
        if input.price < 0:
            log.warning("%s | %s", request_id, "negative price")
            raise HTTPException(status_code=422, detail="price must not be negative")
        return Output(gross=gross(input.price, request_id))
