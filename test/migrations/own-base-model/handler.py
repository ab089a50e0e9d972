from dataclasses import dataclass
from typing import Any

import fal
from pydantic import BaseModel as PydanticBaseModel


class BaseModel:
    """What every model of this worker can do."""

    def run(self, text):
        raise NotImplementedError


@dataclass
class Field:
    name: str
    value: str


class Shouter(BaseModel):
    def run(self, text):
        return Field("shouted", text.upper() + "!")


class Input(PydanticBaseModel):
    text: str


class OwnBaseModel(fal.App, name="own-base-model"):
    machine_type = "S"

    def setup(self) -> None:
        self.model = Shouter()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        field = self.model.run(input.text)
        return {field.name: field.value, "model": type(self.model).__mro__[1].__name__}
