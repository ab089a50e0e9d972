import json
import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Backend:
    def __init__(self, scale):
        self.scale = scale
        self.calls = 0

    def measure(self, text):
        self.calls += 1
        return len(text) * self.scale


def load_config():
    return json.loads(os.environ.get("CONFIG", '{"scale": 10, "max_chars": 40}'))


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    width: Any
    calls: Any


class HandlerFactory(fal.App, name="handler-factory"):
    machine_type = "S"

    def setup(self) -> None:
        self.main()

    def main(self):
        self.config = load_config()
        self.backend = Backend(self.config["scale"])
        self.max_chars = self.config["max_chars"]

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        if len(text) > self.max_chars:
            raise HTTPException(status_code=500, detail=f"text is longer than {self.max_chars} characters")
        return Output(width=self.backend.measure(text), calls=self.backend.calls)
