from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    width: int = 512
    height: Any = None
    seed: Any = None
    random_seed: int = 7


class Output(BaseModel):
    size: list[Any]
    seed: Any


class DefaultFromAnotherRead(fal.App, name="default-from-another-read"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        width = input.width
        height = input.height if "height" in input.model_fields_set else width
        seed = input.seed if "seed" in input.model_fields_set else input.random_seed
        return Output(size=[width, height], seed=seed)
