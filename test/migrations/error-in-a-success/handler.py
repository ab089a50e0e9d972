"""Never fails in RunPod's eyes: problems are part of the answer."""
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
    code: str | None = None


class ErrorInASuccess(fal.App, name="error-in-a-success"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        code = input.code

        if code is None:
            return {"status": "error", "message": "code is missing"}
        if len(code) > 8:
            return {"status": 400, "message": "Bad request: code is too long"}
        if not code.isalnum():
            return {"success": False, "errors": ["code must be alphanumeric"]}
        if code == "void":
            return [{"error": "void is reserved"}]
        if code == "odd":
            return "Error: odd code"
        return answer({"success": True, "errors": [], "error": None, "code": code.upper()})
