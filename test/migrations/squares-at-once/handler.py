import asyncio
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    number: int = 2
    brief: bool = True


class SquaresAtOnce(fal.App, name="squares-at-once", max_multiplexing=3):
    machine_type = "S"

    def setup(self) -> None:
        self.squares = {}
        self.served = 0

    @fal.endpoint("/")
    async def handler(self, input: Input) -> dict[str, Any]:
        number = input.number
        if number not in self.squares:
            await asyncio.sleep(0.01)
            self.squares[number] = number * number
        self.served += 1
        return {"square": self.squares[number]} if input.brief else {"served": self.served}
