import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Service:
    """Serves."""

    def __init__(self, size):
        self.size = size
        self.model = None

    def load(self):
        self.model = str.upper

    def serve(self):
        self.load()
        print("starting")


class Input(BaseModel):
    text: str | None = None


class Output(BaseModel):
    text: Any


class StartAtTheEndOfAMethod(fal.App, name="start-at-the-end-of-a-method"):
    machine_type = "S"

    def setup(self) -> None:
        self.service = Service(int(os.environ.get("SIZE", "4")))
        self.service.serve()

    @fal.endpoint("/")
    async def predict(self, input: Input) -> Output:
        text = input.text
        if not text:
            raise HTTPException(status_code=422, detail="no text")
        return Output(text=self.service.model(text)[: self.service.size])
