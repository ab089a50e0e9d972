import uuid
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    text: str = "none"
    size: Any = None
    bold: bool = False
    italic: bool = False


class Output(BaseModel):
    text: Any
    flags: Any
    left: Any
    size: Any


class PoppedEvent(fal.App, name="popped-event"):
    machine_type = "S"

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        event = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        job_input = event.pop("input")
        event["size"] = len(job_input)
        text = job_input.pop("text", "none")
        flags = {key: bool(job_input.pop(key, False)) for key in ("bold", "italic")}
        return Output(text=text, flags=flags, left=job_input, size=event["size"])
