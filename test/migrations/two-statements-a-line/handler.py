import os, json
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Counter:
    def __init__(self, start):
        self.value = start

    def step(self):
        self.value += 1
        return self.value


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    times: int = 1


class Output(BaseModel):
    count: Any
    limit: Any
    name: Any


class TwoStatementsALine(fal.App, name="two-statements-a-line"):
    machine_type = "S"

    def setup(self) -> None:
        self.counter = Counter(10)
        self.counter.step()  # the first is for the warm-up
        try: LIMIT = int(os.environ.get("LIMIT", "100")); self.name = "env"
        except ValueError: LIMIT = 100; self.name = "default"
        if LIMIT > 50:
            self.big = Counter(LIMIT)
            self.big.step()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        times = input.times
        for _ in range(times): self.counter.step()
        return Output(count=self.counter.value, limit=self.big.value, name=self.name)
