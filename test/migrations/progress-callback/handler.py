import os
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Trainer:
    def __init__(self, epochs, callback):
        self.epochs = epochs
        self.callback = callback

    def run(self, rate):
        loss = 1.0
        for epoch in range(self.epochs):
            loss = loss * (1 - rate)
            self.callback(f"epoch {epoch + 1}: loss {loss:.4f}")
        return loss


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    epochs: int = 2
    rate: int | float = 0.5


class Output(BaseModel):
    loss: Any
    messages: list[Any]


class ProgressCallback(fal.App, name="progress-callback"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        seen = []

        def progress_callback(message):
            seen.append(message)
            if os.environ.get("FAL_RUNNER_STATE"):
                print(message)

        loss = Trainer(input.epochs, progress_callback).run(input.rate)
        return Output(loss=round(loss, 4), messages=seen)
