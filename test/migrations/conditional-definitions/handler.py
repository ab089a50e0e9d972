import os
import sys
from typing import Any

import fal
from pydantic import BaseModel


if sys.version_info >= (3, 8):
    from math import prod
else:
    def prod(values):
        result = 1
        for value in values:
            result *= value
        return result


class Input(BaseModel):
    numbers: Any = None


class Output(BaseModel):
    product: Any
    text: Any


class ConditionalDefinitions(fal.App, name="conditional-definitions"):
    machine_type = "S"

    def setup(self) -> None:
        try:
            import orjson as json_library
            self.json_library = json_library
            self.name = "orjson"
        except ImportError:
            import json as json_library
            self.json_library = json_library
            self.name = "json"

        if os.environ.get("VERBOSE"):
            def log(*parts):
                print("[worker]", *parts)

            self.log = log
        else:
            def log(*parts):
                pass

            self.log = log

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        numbers = input.numbers or [1]
        self.log("numbers", numbers)
        return Output(product=prod(numbers), text=self.json_library.dumps(numbers) if self.name == "json" else str(numbers))
