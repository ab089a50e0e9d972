import json
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    n: Any


class Output(BaseModel):
    label: Any


class FileOfTheImage(fal.App, name="file-of-the-image"):
    machine_type = "S"
    app_files = ["labels.json"]

    def setup(self) -> None:
        with open("labels.json") as f:
            self.labels = json.load(f)

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return Output(label=self.labels[input.n])
