from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Model:
    def __init__(self, words):
        self.words = words

    def complete(self, prefix):
        return [w for w in self.words if w.startswith(prefix)]


def handle(model, input, *, limit):
    prefix = input.prefix
    found = model.complete(prefix)
    if not found:
        raise HTTPException(status_code=500, detail={"error": "nothing found", "prefix": prefix})
    return Output(completions=found[:limit], more=len(found) > limit)


class Input(BaseModel):
    prefix: str = ""


class Output(BaseModel):
    completions: Any
    more: Any


class PartialHandler(fal.App, name="partial-handler"):
    machine_type = "S"

    def setup(self) -> None:
        self.model = Model(["ape", "apple", "apply", "bear", "beat"])

    @fal.endpoint("/")
    def run(self, input: Input) -> Output:
        return handle(self.model, input, limit=2)
