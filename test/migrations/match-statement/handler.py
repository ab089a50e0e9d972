import functools
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def area(shape):
    match shape:
        case {"kind": "circle", "r": r}:
            return 3.14159 * r * r
        case {"kind": "rect", "w": w, "h": h}:
            return w * h
        case {"kind": "square", **rest} if "side" in rest:
            return rest["side"] ** 2
        case [*shapes]:
            return sum(area(s) for s in shapes)
        case _:
            raise ValueError("unknown shape")


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")

    shape: Any = None
    digits: Any = None


class MatchStatement(fal.App, name="match-statement"):
    machine_type = "S"

    @fal.endpoint("/")
    @report_errors
    def handler(self, input: Input) -> Any:
        match input.model_dump(exclude_unset=True):
            case {"shape": shape, "digits": int(digits)}:
                return {"area": round(area(shape), digits)}
            case {"shape": shape}:
                return {"area": area(shape)}
            case _:
                raise HTTPException(status_code=422, detail="shape is missing")
