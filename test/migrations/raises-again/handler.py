import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def root_of(number):
    if number < 0:
        raise ValueError("negative numbers have no root")
    return number**0.5


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    number: Any


class Output(BaseModel):
    root: Any


class RaisesAgain(fal.App, name="raises-again"):
    machine_type = "S"

    def setup(self) -> None:
        self.attempts = []

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Output:
        number = input.number
        try:
            if number == 13:
                raise HTTPException(status_code=500, detail="thirteen brings bad luck")
            root = root_of(number)
        except Exception:
            self.attempts.append("failed")
            print("no root of", number, "after", len(self.attempts), "failures")
            raise
        return Output(root=root)
