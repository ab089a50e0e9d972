import os
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    numbers: list[Any] = []


class Output(BaseModel):
    max: Any
    mode: Any


class StartUnderModeGuard(fal.App, name="start-under-mode-guard"):
    machine_type = "S"

    def setup(self) -> None:
        self.mode_to_run = os.getenv("MODE_TO_RUN", "serverless")
        print("------- ENVIRONMENT VARIABLES -------")
        print("Mode running: ", self.mode_to_run)
        print("------- -------------------- -------")

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        numbers = input.numbers
        return Output(max=max(numbers) if numbers else None, mode=self.mode_to_run)
