import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Reverser:
    def __init__(self, name):
        print(f"loading {name}")
        self.name = name

    def __call__(self, text):
        return text[::-1]


class Input(BaseModel):
    text: str = ""


class Output(BaseModel):
    text: Any
    model: Any
    loads: Any


class LazyGlobal(fal.App, name="lazy-global"):
    machine_type = "S"

    def setup(self) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

        self.model = None
        self.loads = 0

    def load_model(self):
        if self.model is None:
            self.model = Reverser("reverse-v1")
            self.loads += 1
        return self.model

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        if text == "":
            raise HTTPException(status_code=422, detail="Missing text")
        m = self.load_model()
        return Output(text=m(text), model=m.name, loads=self.loads)
