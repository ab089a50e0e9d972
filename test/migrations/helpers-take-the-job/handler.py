import uuid
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    text: str
    options: dict[str, Any] = {}


class Output(BaseModel):
    text: Any
    steps: Any


class HelpersTakeTheJob(fal.App, name="helpers-take-the-job"):
    machine_type = "S"

    def setup(self) -> None:
        self.log = []

    def note(self, input, request_id, message):
        self.log.append(message)
        print(f"[{request_id}] {message}")

    def options_of(self, input, request_id):
        options = input.options
        self.note(input, request_id, f"{len(options)} options")
        return {"upper": False, "reverse": False, **options}

    def work(self, input, request_id):
        text = input.text
        options = self.options_of(input, request_id)
        if options["upper"]:
            text = text.upper()
        if options["reverse"]:
            text = text[::-1]
        self.note(input, request_id, "worked")
        return text

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        text = self.work(input, request_id)
        return Output(text=text, steps=self.log[-2:])
