import os
from typing import Optional, Any

import fal
from pydantic import BaseModel


LIMIT = 3


class Counter:
    """Counts in the unit that the endpoint's page names."""

    def __init__(self, unit=None, limit: int = LIMIT):
        if unit is None:
            unit = UNIT
        self.unit = unit
        self.limit = limit
        self.count = 0

    def measure(self, text: str, separator: Optional[str] = None) -> int:
        self.count += 1
        return min(len(text.split(separator)), self.limit)


class Input(BaseModel):
    text: str


class Output(BaseModel):
    size: Any
    unit: Any
    limit: Any
    count: Any


class DefaultsInMethods(fal.App, name="defaults-in-methods"):
    machine_type = "S"

    def setup(self) -> None:
        global UNIT  # read outside of this class
        UNIT = os.getenv("UNIT", "words")

        Optional, os, LIMIT  # named here, because pickling overlooks the bodies of classes
        class Settings:
            separator: Optional[str] = os.getenv("SEPARATOR")
            limit: int = LIMIT

        self.settings = Settings()
        self.counter = Counter()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        text = input.text
        return Output(
            size=self.counter.measure(text, self.settings.separator),
            unit=self.counter.unit,
            limit=self.settings.limit,
            count=self.counter.count,
        )
