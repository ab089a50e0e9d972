from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def find(table, key):
    error = None
    value = None
    if key not in table:
        error = f"{key} not found"
    else:
        value = table[key]
    return value, error


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
    table: Any
    key: Any


class ErrorInAVariable(fal.App, name="error-in-a-variable"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        value, error = find(input.table, input.key)
        result = {"value": value, "error": error}
        if error:
            result["known"] = sorted(input.table)
        return answer(result)
