import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def build():
    served = 0
    best = {}

    def handler(job):
        nonlocal served
        served += 1
        player = job["input"].get("player", "anon")
        points = job["input"].get("points", 0)
        best[player] = max(points, best.get(player, 0))
        return {"served": served, "best": best[player], "players": sorted(best)}

    return handler


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
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    player: str = "anon"
    points: int = 0


class ClosureWithCounter(fal.App, name="closure-with-counter"):
    machine_type = "S"

    def setup(self) -> None:
        self.handler_ = build()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(self.handler_(job))
