import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Tagger:
    """Counts how often it was asked, as a model would keep its state."""

    def __init__(self):
        self.asked = 0

    def tag(self, text):
        self.asked += 1
        return f"{self.asked}:{text.upper()}"


async def work(tagger, input, request_id, limit):
    if not input.text:
        raise HTTPException(status_code=422, detail="no text")
    return Output(tagged=tagger.tag(input.text)[:limit], has_id=bool(request_id))


class Input(BaseModel):
    text: str | None = None


class Output(BaseModel):
    tagged: Any
    has_id: bool


class PartialWithMadeModel(fal.App, name="partial-with-made-model"):
    machine_type = "S"

    def setup(self) -> None:
        self.tagger = Tagger()

    @fal.endpoint("/")
    async def run(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        return await work(self.tagger, input, request_id, limit=6)
