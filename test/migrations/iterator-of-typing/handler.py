import json
from typing import Iterator, Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


def steps(count: int) -> Iterator[tuple[str, int]]:
    """Tells of every second step, then of the end."""
    for step in range(count):
        if step % 2 == 0:
            yield "step", step
    yield "done", count


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    count: int = 3


class IteratorOfTyping(fal.App, name="iterator-of-typing"):
    machine_type = "S"

    def generate(self, input: Input) -> Iterator[Any]:
        for kind, value in steps(input.count):
            yield {"kind": kind, "value": value}

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events() -> Iterator[str]:
            try:
                for chunk in self.generate(input):
                    yield f"data: {json.dumps(chunk)}\n\n"
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/")
    def handler(self, input: Input) -> list[Any]:
        try:
            return list(self.generate(input))
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
