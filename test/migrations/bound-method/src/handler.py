from typing import Any

import fal
from pydantic import BaseModel


class Worker:
    def __init__(self):
        self.history = []

    def _clean(self, text):
        return " ".join(text.split())


class Input(BaseModel):
    text: str
    reset: Any = None


class Output(BaseModel):
    text: Any
    previous: Any


class BoundMethod(fal.App, name="bound-method"):
    machine_type = "S"

    def setup(self) -> None:
        self.worker = Worker()

    @fal.endpoint("/")
    def handle(self, input: Input) -> Output:
        text = self.worker._clean(input.text)
        self.worker.history.append(text)
        if input.reset:
            self.worker.history.clear()
        return Output(text=text, previous=self.worker.history[-2] if len(self.worker.history) > 1 else None)
