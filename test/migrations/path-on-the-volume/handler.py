import os
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    title: Any
    write: Any = None


class Output(BaseModel):
    report_path: str


class PathOnTheVolume(fal.App, name="path-on-the-volume"):
    machine_type = "S"

    def setup(self) -> None:
        self.root = "/tmp/out" if os.environ.get("NO_VOLUME") else "/data"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        """Names where a report will lie.

        Args:
            title (str): str, required
        """
        folder = f"{self.root}/reports"
        path = f"{folder}/{input.title}.txt"
        if input.write:
            with open(path, "w") as report:
                report.write("done")
        return Output(report_path=path)
