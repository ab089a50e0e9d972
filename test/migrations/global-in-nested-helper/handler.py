from typing import Any

import fal
from pydantic import BaseModel


limit = 3


class Input(BaseModel):
    text: str = ""


class GlobalInNestedHelper(fal.App, name="global-in-nested-helper"):
    machine_type = "S"

    def setup(self) -> None:
        self.stats = None

        self.reset()

    def reset(self):
        self.stats = {"calls": 0, "words": 0}

    def track(self, words):
        def add(name, amount):
            self.stats[name] += amount

        add("calls", 1)
        add("words", len(words))
        if self.stats["calls"] > limit:
            self.reset()
            return "reset"
        return "tracked"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        words = input.text.split()
        state = self.track(words)
        return {"state": state, **self.stats}
