from typing import Any

import fal
from fastapi import Response
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    marks: list[Any] = [1, 2]
    limit: int = 3
    best: Any = None


class Output(BaseModel):
    mean: Any


class RefreshBesideWhatMayFail(fal.App, name="refresh-beside-what-may-fail"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input, response: Response) -> Output:
        marks = input.marks
        limit = input.limit
        try:
            if "best" in input.model_fields_set:
                result = Output(
                    mean=max(marks),  # the best one alone
                )
                if limit > 2:
                    response.headers["x-fal-stop-runner"] = "true"
                return result
            result = Output(mean=sum(marks) / len(marks))
            response.headers["x-fal-stop-runner"] = "true"
            return result
        except (TypeError, ValueError, ZeroDivisionError):
            return Output(mean=None)
