from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Counter:
    def __init__(self):
        self.count = 0

    def bump(self, step: int = 1) -> dict:
        self.count += step
        return {"count": self.count}


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    step: int = 1


class FlashClass(fal.App, name="flash-class"):
    machine_type = "M"

    def setup(self) -> None:
        self.counter = Counter()

    @fal.endpoint("/")
    def bump(self, input: Input) -> Any:
        return self.counter.bump(step=input.step)
