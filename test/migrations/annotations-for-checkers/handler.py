from typing import TYPE_CHECKING, Any, Optional

import fal
from pydantic import BaseModel


if TYPE_CHECKING:
    from PIL.Image import Image as Picture


def describe(name: str, picture: "Optional[Picture]" = None) -> dict[str, Any]:
    return Output(name=name, has_picture=picture is not None)


class Input(BaseModel):
    name: str = "nobody"


class Output(BaseModel):
    name: Any
    has_picture: bool


class AnnotationsForCheckers(fal.App, name="annotations-for-checkers"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        return describe(input.name)
