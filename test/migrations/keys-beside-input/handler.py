from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    metadata: dict[str, Any] = {}
    steps: int = 2
    values: list[Any] = []
    webhook: Any = None


class Output(BaseModel):
    values: Any
    user: Any
    webhook: bool


class KeysBesideInput(fal.App, name="keys-beside-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        metadata = input.metadata
        steps = input.steps
        values = input.values
        for _ in range(steps):
            values = [v * 2 for v in values]
        return Output(values=values, user=metadata.get("user", "unknown"), webhook=input.webhook is not None)
