import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


def tokens(text):
    word = ""
    for c in text:
        word += c
        if c == " ":
            yield word
            word = ""
    if word:
        yield word


class Input(BaseModel):
    prompt: str = "once upon a time"


class StreamWithoutAggregate(fal.App, name="stream-without-aggregate"):
    machine_type = "S"

    def handler(self, input: Input) -> Iterator[Any]:
        prompt = input.prompt
        for token in tokens(prompt):
            yield token

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events() -> Iterator[str]:
            try:
                for chunk in self.handler(input):
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
