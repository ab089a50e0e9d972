import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


class Streamer:
    def __init__(self, step):
        self.step = step


class Input(BaseModel):
    text: str


class StreamMethod(fal.App, name="stream-method"):
    machine_type = "S"

    def setup(self) -> None:
        self.streamer = Streamer(step=3)

    def generate(self, input: Input) -> Iterator[Any]:
        position = 0
        text = input.text
        while position < len(text):
            yield text[position:position + self.streamer.step]
            position += self.streamer.step

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events() -> Iterator[str]:
            try:
                for chunk in self.generate(input):
                    if isinstance(chunk, dict) and chunk.get("error"):
                        yield f"data: {json.dumps({'error': chunk['error']})}\n\n"
                        return
                    if isinstance(chunk, str) and chunk.startswith("data:"):
                        yield chunk.rstrip("\r\n") + "\n\n"
                    else:
                        yield f"data: {json.dumps(chunk)}\n\n"
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/")
    def handle(self, input: Input) -> list[Any]:
        chunks: list[Any] = []
        try:
            for chunk in self.generate(input):
                if isinstance(chunk, dict) and chunk.get("error"):
                    raise HTTPException(status_code=500, detail=chunk["error"])
                chunks.append(chunk)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
        return chunks
