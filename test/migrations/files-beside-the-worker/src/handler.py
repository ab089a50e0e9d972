import json
import os
from pathlib import Path
from typing import Any

import fal
from pydantic import BaseModel


def names():
    with open(os.path.join(os.getcwd(), "prompts", "names.txt")) as file:
        return file.read().split()


class Input(BaseModel):
    name: Any


class Output(BaseModel):
    text: Any
    known: bool


class FilesBesideTheWorker(fal.App, name="files-beside-the-worker"):
    machine_type = "S"
    app_files = ["prompts/en/templates.json", "prompts/names.txt"]

    def setup(self) -> None:
        HERE = Path.cwd()
        self.templates = json.loads((HERE / "prompts" / "en" / "templates.json").read_text())

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        name = input.name
        return Output(text=self.templates["hello"].format(name), known=name in names())
