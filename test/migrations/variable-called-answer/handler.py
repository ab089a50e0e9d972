from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Input(BaseModel):
    text: str = ""


class VariableCalledAnswer(fal.App, name="variable-called-answer"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        answer = {"words": len(input.text.split())}
        if answer["words"] == 0:
            answer["error"] = "nothing to count"
        if "error" in answer:
            raise HTTPException(status_code=422, detail=answer)
        return answer
