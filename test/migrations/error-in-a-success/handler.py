"""Never fails in RunPod's eyes: problems are part of the answer."""
from typing import Any

import fal
from pydantic import BaseModel


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
        return {"success": True, "errors": [], "code": code.upper()}
