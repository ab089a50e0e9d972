from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def validate_input(job_input):
    """Returns (data, None) or (None, message)."""
    if not isinstance(job_input.matrix, list):
        return None, "matrix must be a list of rows"
    widths = {len(row) for row in job_input.matrix}
    if len(widths) > 1:
        return None, "all rows must have the same length"
    return {"matrix": job_input.matrix, "transpose": job_input.transpose}, None


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    matrix: Any = None
    transpose: bool = True


class Output(BaseModel):
    matrix: Any


class ValidationByTuple(fal.App, name="validation-by-tuple"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        validated_data, error_message = validate_input(input)
        if error_message:
            raise HTTPException(status_code=422, detail=error_message)

        matrix = validated_data["matrix"]
        if validated_data["transpose"]:
            matrix = [list(column) for column in zip(*matrix)]
        return Output(matrix=matrix)
