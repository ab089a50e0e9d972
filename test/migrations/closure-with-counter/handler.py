from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    player: str = "anon"
    points: int = 0


class Output(BaseModel):
    served: Any
    best: Any
    players: list[Any]


class ClosureWithCounter(fal.App, name="closure-with-counter"):
    machine_type = "S"

    def setup(self) -> None:
        self.served = 0
        self.best = {}

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        self.served += 1
        player = input.player
        points = input.points
        self.best[player] = max(points, self.best.get(player, 0))
        return Output(served=self.served, best=self.best[player], players=sorted(self.best))
