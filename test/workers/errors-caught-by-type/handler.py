import runpod


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
    rows = job_input.get("rows")
    if not isinstance(rows, list):
        raise BadTable("rows must be a list", 415)
    if len(rows) > 3:
        raise JobError("at most three rows")
    return rows


def handler(job):
    try:
        rows = read_rows(job["input"])
    except BadTable as error:
        return {"error": error.message, "code": error.code}
    except JobError as error:
        return {"error": error.message}
    for number, row in enumerate(rows):
        if not row:
            raise EmptyRow(f"row {number} is empty")
    return {"cells": sum(len(row) for row in rows)}


runpod.serverless.start({"handler": handler})
