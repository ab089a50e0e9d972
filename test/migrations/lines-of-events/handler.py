import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


class Response:
    """What an HTTP client of a local server would give."""

    def __init__(self, words):
        self.words = words

    def iter_lines(self):
        for word in self.words:
            yield b"data: " + json.dumps({"word": word}).encode()
            yield b""
        yield b"data: [DONE]"


class Input(BaseModel):
    text: str = "hello"


class LinesOfEvents(fal.App, name="lines-of-events"):
    machine_type = "S"

    def generate(self, input: Input) -> Iterator[Any]:
        response = Response(input.text.split())
        for line in response.iter_lines():
            if line:
                yield line.decode("utf-8")

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
    def handler(self, input: Input) -> list[Any]:
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
