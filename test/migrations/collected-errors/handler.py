import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


REQUIRED = ["name", "count"]


def fetch(name):
    if name.startswith("x"):
        raise OSError(f"{name} is not on this machine")
    return name.upper()


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    count: int | None = None
    name: Any = None


class Output(BaseModel):
    results: list[Any]


class CollectedErrors(fal.App, name="collected-errors"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)

        # what the caller did wrong
        problems = []
        for field in REQUIRED:
            if job_input.get(field) is None:
                problems.append(f"{field} is missing")
        if problems:
            raise HTTPException(status_code=422, detail="; ".join(problems))

        # what went wrong here
        results = []
        errors = []
        for index in range(job_input["count"]):
            try:
                results.append(fetch(job_input["name"]) + str(index))
            except OSError as e:
                errors.append(str(e))
        if errors and not results:
            raise HTTPException(status_code=500, detail={"error": "nothing was fetched", "details": errors})
        return Output(results=results)
