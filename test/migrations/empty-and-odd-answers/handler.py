from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


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
            return answer({"error": "", "value": 2})
        if kind == "only-error":
            raise HTTPException(status_code=422, detail=["a", {"b": 1}])
        if kind == "false":
            return False
        if kind == "zero":
            return 0
        return kind
