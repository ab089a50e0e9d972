"""Counts words while it reads."""
import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


def chunks(text, size):
    words = text.split()
    for start in range(0, len(words), size):
        yield words[start:start + size]


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    size: int = 2
    text: str


class StreamAggregate(fal.App, name="stream-aggregate"):
    machine_type = "S"

    def generate(self, input: Input) -> Iterator[Any]:
        size = input.size
        seen = 0
        for part in chunks(input.text, size):
            seen += len(part)
            yield {"words": part, "seen": seen}
        yield {"done": True, "seen": seen}

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
    def generator_handler(self, input: Input) -> list[Any]:
        try:
            return list(self.generate(input))
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
