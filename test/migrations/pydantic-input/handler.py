from typing import List, Literal, Optional, Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, Field, ValidationError, ConfigDict


class Style(BaseModel):
    width: int = Field(default=10, ge=1, le=80)
    align: Literal["left", "right", "center"] = "left"


class InferenceInput(BaseModel):
    lines: List[str]
    style: Style = Style()
    border: Optional[str] = Field(default=None, max_length=1, description="one character")


ALIGN = {"left": str.ljust, "right": str.rjust, "center": str.center}


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    lines: list[Any]
    style: Any = None
    border: str | None = None


class Output(BaseModel):
    lines: list[Any]
    style: Any


class PydanticInput(fal.App, name="pydantic-input"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        try:
            request = InferenceInput.model_validate(input.model_dump(exclude_unset=True))
        except ValidationError as e:
            raise HTTPException(status_code=422, detail=f"{e.error_count()} problems in the input") from e

        align = ALIGN[request.style.align]
        lines = [align(line, request.style.width) for line in request.lines]
        if request.border:
            lines = [request.border + line + request.border for line in lines]
        return Output(lines=lines, style=request.style.model_dump())
