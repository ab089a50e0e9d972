from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str = "a b c"


class Output(BaseModel):
    tokens: Any


class FictionalKeys(fal.App, name="fictional-keys", startup_timeout=300):
    machine_type = "S"

    def setup(self) -> None:
        self.tokenizer = None

    def init(self):
        """never called by RunPod, although it looks like it"""
        self.tokenizer = str.split

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        text = input.text
        split = self.tokenizer or (lambda s: s.split())
        return Output(tokens=split(text))
