from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def wakeup(_job_input):
    return {"status": "awake"}


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    action: str = "wakeup"
    item: Any = None
    index: int = 0


class ActionRouter(fal.App, name="action-router"):
    machine_type = "S"

    def setup(self) -> None:
        self.todo = []

        self.actions = {"add": self.add, "done": self.done, "list": self.listing, "wakeup": wakeup}

    def add(self, job_input):
        self.todo.append(job_input["item"])
        return {"added": job_input["item"], "size": len(self.todo)}

    def done(self, job_input):
        index = job_input.get("index", 0)
        try:
            return {"done": self.todo.pop(index)}
        except IndexError:
            return {"error": f"there is no item {index}"}

    def listing(self, _):
        return {"items": list(self.todo)}

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        action = input.action
        if action not in self.actions:
            raise HTTPException(status_code=422, detail=f"Invalid action: {action}")
        result = self.actions[action](input.model_dump(exclude_unset=True))
        if isinstance(result, dict) and "error" in result:
            raise HTTPException(status_code=500, detail=result["error"])
        return result
