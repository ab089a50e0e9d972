from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    sizes: Any
    sorted: Any = None


class ListAnswer(fal.App, name="list-answer"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> list[Any]:
        boxes = []
        for i, size in enumerate(input.sizes):
            boxes.append({"id": i, "area": size[0] * size[1]})
        if input.sorted:
            boxes.sort(key=lambda b: b["area"])
        return boxes
