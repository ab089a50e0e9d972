import platform

import fal
from pydantic import BaseModel


class Input(BaseModel):
    pass


class Output(BaseModel):
    language: str
    major: int


class UnusedJob(fal.App, name="unused-job"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return Output(language="Python", major=int(platform.python_version_tuple()[0]))
