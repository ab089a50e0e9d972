from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    action: str = "last"
    note: Any = None
    limit: int = 3


class TableOfActions(fal.App, name="table-of-actions"):
    machine_type = "S"

    def setup(self) -> None:
        self.notes = []

        self.actions = {"add": self.add, "last": self.last, "ping": lambda data: "pong"}

    def add(self, data):
        self.notes.append(data["note"])
        return {"count": len(self.notes)}

    def last(self, data):
        return {"notes": self.notes[-data.get("limit", 3):]}

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        action = self.actions.get(input.action)
        if action is None:
            raise HTTPException(status_code=422, detail={"error": "unknown action", "actions": sorted(self.actions)})
        return action(input.model_dump(exclude_unset=True))
