from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def run(input):
    text = input.text
    result = {"text": text}
    if len(text) > 5:
        result["error"] = "too long"
    if "error" in result:
        raise HTTPException(status_code=422, detail=result)
    return result


class Input(BaseModel):
    text: str


class HandlerCalledRun(fal.App, name="handler-called-run"):
    machine_type = "S"

    @fal.endpoint("/")
    def run(self, input: Input) -> dict[str, Any]:
        return run(input)
