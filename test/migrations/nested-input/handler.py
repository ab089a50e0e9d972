from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    image: dict[str, Any] = {}
    layers: list[dict[str, Any]]


class Output(BaseModel):
    area: Any
    names: list[Any]
    opacity: Any
    format: Any


class NestedInput(fal.App, name="nested-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        image = input.image
        size = image.get("size", {"w": 8, "h": 8})
        layers = input.layers

        area = size["w"] * size["h"]
        names = []
        opacity = 1.0
        for layer in layers:
            names.append(layer.get("name", "untitled"))
            opacity *= layer.get("style", {}).get("opacity", 1.0)

        return Output(area=area, names=names, opacity=round(opacity, 3), format=image.get("format"))
