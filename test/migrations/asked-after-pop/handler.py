from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    query: str = "hello"
    debug: Any = None


class Output(BaseModel):
    query: Any


class AskedAfterPop(fal.App, name="asked-after-pop"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)
        query = job_input.pop("query", "hello")
        job_input.pop("debug", None)
        if "query" in job_input:
            raise HTTPException(status_code=422, detail="the query is still there")
        return Output(query=query)
