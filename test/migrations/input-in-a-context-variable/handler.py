from contextvars import ContextVar
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    text: str
    depth: int = 2


class Output(BaseModel):
    text: str
    author: Any


class InputInAContextVariable(fal.App, name="input-in-a-context-variable"):
    machine_type = "S"

    def setup(self) -> None:
        self.current_input = ContextVar("current_input", default={})

    def setting(self, name, default):
        return self.current_input.get().get(name, default)

    def indent(self, text):
        depth = self.current_input.get().get("depth", 2)
        return "\n".join(" " * depth + line for line in text.splitlines())

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        job_input = input.model_dump(exclude_unset=True)
        token = self.current_input.set(job_input)
        try:
            return Output(text=self.indent(job_input["text"]), author=self.setting("author", "nobody"))
        finally:
            self.current_input.reset(token)
