import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


LIMITS = {"short": 5, "long": 20}


def check(data):
    """Returns whether the text will do, and what is wrong with it."""
    if not isinstance(data.text, str):
        return False, "text must be a string"
    if len(data.text) > 50:
        return False, "text is too long"
    return True, None


def cut(text, size):
    if size not in LIMITS:
        raise HTTPException(status_code=422, detail={"error": f"unknown size {size}", "known": sorted(LIMITS)})
    return {"text": text[: LIMITS[size]]}


class Input(BaseModel):
    action: str = "cut"
    text: Any = None
    size: str = "short"


class ErrorsByCaseAndByKeyword(fal.App, name="errors-by-case-and-by-keyword"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        is_fine, message = check(input)
        if not is_fine:
            raise HTTPException(status_code=422, detail=message)
        match input.action:
            case "cut":
                return cut(input.text, input.size)
            case "reverse" if os.environ.get("NO_REVERSE"):
                raise HTTPException(status_code=500, detail="reversing is switched off")
            case "reverse":
                return {"text": input.text[::-1]}
            case "count":
                return {"text": str(len(input.text))}
            case _:
                raise HTTPException(status_code=500, detail="unknown action")
