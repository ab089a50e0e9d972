import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Checks:
    LIMIT = 5

    @staticmethod
    def luhn(job):
        digits = [int(c) for c in job["input"]["number"] if c.isdigit()]
        if len(digits) < Checks.LIMIT:
            return {"valid": False, "reason": "too short"}
        total = 0
        for position, digit in enumerate(reversed(digits)):
            if position % 2:
                digit *= 2
                if digit > 9:
                    digit -= 9
            total += digit
        return {"valid": total % 10 == 0}


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
    number: Any


class StaticMethodHandler(fal.App, name="static-method-handler"):
    machine_type = "S"

    @fal.endpoint("/")
    def luhn(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(Checks.luhn(job))
