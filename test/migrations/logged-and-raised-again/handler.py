import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def divide(amount, parts):
    if parts == 0:
        raise ValueError("cannot divide by nobody")
    return amount / parts


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
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    amount: Any
    parts: int = 2


class Output(BaseModel):
    share: Any


class LoggedAndRaisedAgain(fal.App, name="logged-and-raised-again"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Output:
        try:
            share = divide(input.amount, input.parts)
            return Output(share=share)
        except Exception as error:
            print("job failed:", error)
            raise
