from typing import List, Literal, Optional

import runpod
from pydantic import BaseModel, Field, ValidationError


class Style(BaseModel):
    width: int = Field(default=10, ge=1, le=80)
    align: Literal["left", "right", "center"] = "left"


class InferenceInput(BaseModel):
    lines: List[str]
    style: Style = Style()
    border: Optional[str] = Field(default=None, max_length=1, description="one character")


ALIGN = {"left": str.ljust, "right": str.rjust, "center": str.center}


def handler(job):
    try:
        request = InferenceInput.model_validate(job["input"])
    except ValidationError as e:
        return {"error": f"{e.error_count()} problems in the input"}

    align = ALIGN[request.style.align]
    lines = [align(line, request.style.width) for line in request.lines]
    if request.border:
        lines = [request.border + line + request.border for line in lines]
    return {"lines": lines, "style": request.style.model_dump()}


runpod.serverless.start({"handler": handler})
