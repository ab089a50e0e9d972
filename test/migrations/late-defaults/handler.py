import functools
import os
import time
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def attempt(number: int) -> bool:
    return number >= 2


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
    impatient: Any = None
    name: str = "you"


class Output(BaseModel):
    text: str
    other: str
    tries: Any


class LateDefaults(fal.App, name="late-defaults"):
    machine_type = "S"

    def setup(self) -> None:
        self.attempts = int(os.environ.get("ATTEMPTS", "3"))
        self.service = os.environ.get("SERVICE_NAME", "echo")

        self.wait_until_ready()

    def wait_until_ready(self, attempts: int | None = None, pause: float = 0.0) -> int:
        """Try until the service answers.

        Returns the number of attempts it took.
        """
        if attempts is None:
            attempts = self.attempts
        for number in range(1, attempts + 1):
            if attempt(number):
                return number
            time.sleep(pause)
        raise RuntimeError(f"{self.service} is not ready")

    def greeting(self, name, service=None):
        if service is None:
            service = self.service
        return f"{service}: hello {name}"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Output:
        tries = self.wait_until_ready()
        if input.impatient:
            tries = self.wait_until_ready(1)
        return Output(text=self.greeting(input.name), other=self.greeting("x", service="y"), tries=tries)
