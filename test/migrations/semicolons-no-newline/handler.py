import re
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


PATTERN = re.compile(r"(\d+)\s*([a-z]+)")
FACTOR = {"s": 1, "m": 60, "h": 3600}


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
    text: str


class SemicolonsNoNewline(fal.App, name="semicolons-no-newline"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        text = input.text; found = PATTERN.findall(text); return answer({"seconds": sum(int(n) * FACTOR[u] for n, u in found)} if found else {"error": "nothing found"})