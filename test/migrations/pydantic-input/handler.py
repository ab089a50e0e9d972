from typing import List, Literal, Optional, Any, Annotated

import fal
from fastapi import HTTPException
from pydantic import BaseModel, Field, ValidationError, WrapValidator


class Style(BaseModel):
    width: int = Field(default=10, ge=1, le=80)
    align: Literal["left", "right", "center"] = "left"


class InferenceInput(BaseModel):
    lines: List[str]
    style: Style = Style()
    border: Optional[str] = Field(default=None, max_length=1, description="one character")


ALIGN = {"left": str.ljust, "right": str.rjust, "center": str.center}


def read_inference_input(data, _):
    """Read the request as `InferenceInput`; what that refuses is answered as the worker did."""
    try:
        return InferenceInput.model_validate(data)
    except ValidationError as e:
        raise HTTPException(status_code=422, detail=f"{e.error_count()} problems in the input") from e


class Output(BaseModel):
    lines: list[Any]
    style: Any


class PydanticInput(fal.App, name="pydantic-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Annotated[InferenceInput, WrapValidator(read_inference_input)]) -> Output:
        align = ALIGN[input.style.align]
        lines = [align(line, input.style.width) for line in input.lines]
        if input.border:
            lines = [input.border + line + input.border for line in lines]
        return Output(lines=lines, style=input.style.model_dump())
