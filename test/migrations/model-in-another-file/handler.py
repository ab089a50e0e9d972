import importlib
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    picture: Any


class Output(BaseModel):
    caption: Any
    version: Any


class ModelInAnotherFile(fal.App, name="model-in-another-file"):
    machine_type = "GPU-A100"
    requirements = ["torch"]
    app_files = ["captions.py"]

    def setup(self) -> None:
        importlib.import_module("captions")  # loads what starting the worker loaded

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        import captions

        picture = input.picture
        return Output(caption=captions.describe(picture), version=captions.VERSION)
