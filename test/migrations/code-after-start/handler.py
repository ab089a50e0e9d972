from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    name: Any = None


class CodeAfterStart(fal.App, name="code-after-start"):
    machine_type = "S"

    def setup(self) -> None:
        self.count = 0

        print("worker starting")

    @fal.endpoint("/")
    def handler(self, input: Input) -> str:
        self.count += 1
        name = input.name or "nobody"
        return "%s is caller number %d" % (name, self.count)
