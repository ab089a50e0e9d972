from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    count: int = 3


class NameSaysGenerator(fal.App, name="name-says-generator"):
    machine_type = "S"

    @fal.endpoint("/")
    async def async_generator_handler(self, input: Input) -> list[Any]:
        """Neither a generator nor in need of async, whatever its name says."""
        output = []
        for i in range(input.count):
            output.append(f"Generated async token output {i}")
        return output
