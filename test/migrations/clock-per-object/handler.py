import time
import uuid
from dataclasses import dataclass, field
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


@dataclass
class Task:
    job: dict
    started: float = field(default_factory=time.time)

    @property
    def text(self):
        return self.job["input"].get("text", "")

    def took(self):
        return time.time() - self.started


def count(task):
    return {"words": len(task.text.split())}


class Input(BaseModel):
    # Other keys are passed on.
    model_config = ConfigDict(extra="allow")


class ClockPerObject(fal.App, name="clock-per-object"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> dict[str, Any]:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        task = Task(job)
        answer = count(task)
        print(f"took {task.took():.1f} s")
        return answer
