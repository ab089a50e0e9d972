import logging
import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


log = logging.getLogger("worker")


def check(job_input, job_id):
    if "price" not in job_input.model_fields_set:
        log.error("%s | %s", job_id, "no price given")
        return "price is missing"
    if job_input.price < 0:
        log.warning("%s | %s", job_id, f"negative price: {job_input.price}")
        return "price must not be negative"
    return None


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    rate: float = 0.19
    price: int | float | None = None


class Output(BaseModel):
    gross: Any


class Logger(fal.App, name="logger"):
    machine_type = "S"

    def setup(self) -> None:
        logging.basicConfig(level=logging.INFO)  # as importing RunPod's SDK did
        logging.getLogger("worker").setLevel(logging.DEBUG)  # RunPodLogger printed every level

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        log.debug("%s | %s", request_id, "got a job")

        problem = check(input, request_id)
        if problem:
            raise HTTPException(status_code=422, detail=problem)

        rate = input.rate
        log.info("%s | %s", request_id, f"adding {rate:.0%} tax")
        return Output(gross=round(input.price * (1 + rate), 2))
