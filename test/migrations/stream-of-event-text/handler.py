import json
from collections.abc import AsyncIterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


def chat_chunks(messages):
    text = messages[-1]["content"]
    for word in text.split():
        yield {"choices": [{"delta": {"content": word + " "}}]}
    yield None


class Input(BaseModel):
    messages: Any


class StreamOfEventText(fal.App, name="stream-of-event-text"):
    machine_type = "S"

    async def generate(self, input: Input) -> AsyncIterator[Any]:
        for chunk in chat_chunks(input.messages):
            if chunk is None:
                yield "data: [DONE]\n\n"
            else:
                yield f"data: {json.dumps(chunk)}\n\n"

    @fal.endpoint("/stream")
    async def stream(self, input: Input) -> StreamingResponse:
        async def events() -> AsyncIterator[str]:
            try:
                async for chunk in self.generate(input):
                    yield chunk
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/")
    async def handler(self, input: Input) -> list[Any]:
        try:
            return [chunk async for chunk in self.generate(input)]
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
