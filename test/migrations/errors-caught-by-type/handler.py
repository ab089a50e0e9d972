from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class JobError(Exception):
    def __init__(self, message, code=400):
        super().__init__(message)
        self.message = message
        self.code = code


class BadTable(JobError):
    pass


class EmptyRow(Exception):
    """A row without cells."""


def read_rows(job_input):
    rows = job_input.rows
    if not isinstance(rows, list):
        raise BadTable("rows must be a list", 415)
    if len(rows) > 3:
        raise JobError("at most three rows")
    return rows


class Input(BaseModel):
    rows: Any = None


class Output(BaseModel):
    cells: Any


class ErrorsCaughtByType(fal.App, name="errors-caught-by-type"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        try:
            rows = read_rows(input)
        except BadTable as error:
            raise HTTPException(status_code=500, detail={"error": error.message, "code": error.code}) from error
        except JobError as error:
            raise HTTPException(status_code=500, detail=error.message) from error
        for number, row in enumerate(rows):
            if not row:
                raise HTTPException(status_code=422, detail=f"row {number} is empty")
        return Output(cells=sum(len(row) for row in rows))
