import base64
import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


SAMPLES = {"hello": b"hello\n", "empty": b""}


def read_source(job_input):
    if job_input.get("data_base64"):
        return base64.b64decode(job_input["data_base64"])
    if job_input.get("sample"):
        return SAMPLES[job_input["sample"]]
    with open(job_input["path"], "rb") as f:
        return f.read()


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    path: str | None = None
    data_base64: str | None = None
    sample: Any = None


class Output(BaseModel):
    source: Any
    size: int
    sum: Any


class OneOfInputs(fal.App, name="one-of-inputs"):
    machine_type = "S"

    @fal.endpoint("/")
    def run_checksum_job(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)

        given = [k for k in ("data_base64", "sample", "path") if job_input.get(k)]
        if not given:
            raise HTTPException(status_code=422, detail="Must provide data_base64, sample or path")
        if len(given) > 1:
            raise HTTPException(status_code=422, detail="Must provide only one of data_base64, sample and path")
        if "path" in job_input and not os.path.exists(job_input["path"]):
            raise HTTPException(status_code=500, detail=f"no such file: {job_input['path']}")

        data = read_source(job_input)
        return Output(source=given[0], size=len(data), sum=sum(data) % 65521)
