from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


def answer_result(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    text: str = ""


class VariableCalledAnswer(fal.App, name="variable-called-answer"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        answer = {"words": len(input.text.split())}
        if answer["words"] == 0:
            answer["error"] = "nothing to count"
        return answer_result(answer)
