from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    kind: str = "empty"


class EmptyAndOddAnswers(fal.App, name="empty-and-odd-answers"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        kind = input.kind
        if kind == "empty":
            return {}
        if kind == "tuple":
            return 1, "two", None
        if kind == "number-keys":
            return {1: "one", 2: "two"}
        if kind == "output":
            return {"output": {"value": 1}}
        if kind == "false-error":
            return {"value": 2}
        if kind == "only-error":
            raise HTTPException(status_code=422, detail=["a", {"b": 1}])
        if kind == "false":
            return False
        if kind == "zero":
            return 0
        return kind
