# Rounds prices for the shop.
import os
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    price: Any
    step: int = 5


class Output(BaseModel):
    price: Any


class DebugBranchRunsHandler(fal.App, name="debug-branch-runs-handler"):
    machine_type = "S"

    def setup(self) -> None:
        # Set to 1 on a laptop
        self.debug = os.getenv("PRICE_DEBUG", "0") == "1"

    @fal.endpoint("/")
    def generate(self, input: Input) -> Output:
        """
        Round a price.

          price  - what to round
          step   - to a multiple of this
        """
        price = input.price
        step = input.step
        if self.debug:
            print("rounding", price)
        return Output(price=round(price / step) * step)
