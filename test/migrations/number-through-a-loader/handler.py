from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    kind: str = "plain"
    factor: int | float = 0.5
    offset: int | float = 1.5


class Output(BaseModel):
    scaled: Any
    kept: Any


class NumberThroughALoader(fal.App, name="number-through-a-loader"):
    machine_type = "S"
    app_files = ["scaler.py"]

    def setup(self) -> None:
        self.scalers = {}
        self.last = None

    def get_scaler(self, name):
        from scaler import Scaler

        if name not in self.scalers:
            self.scalers[name] = Scaler(name)
        return self.scalers[name]

    def latest(self):
        from scaler import Scaler

        if self.last is None:
            self.last = Scaler("latest")
        return self.last

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        kind = input.kind
        return Output(
            scaled=self.get_scaler(kind).describe(input.factor),
            kept=self.latest().describe(input.offset),
        )
