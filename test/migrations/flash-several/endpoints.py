import json
from collections.abc import AsyncIterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


def draw(prompt: str, steps: int = 20):
    return Output(prompt=prompt, steps=steps)

async def words(text: str):
    for w in text.split():
        yield w


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt: str
    steps: int = 20


class Output(BaseModel):
    prompt: Any
    steps: Any


class RunWordsInput(BaseModel):
    text: str


class FlashSeveral(fal.App, name="flash-several", request_timeout=90):
    machine_type = "GPU-L40"

    @fal.endpoint("/")
    def run_draw(self, input: Input) -> Output:
        return draw(prompt=input.prompt, steps=input.steps)

    async def generate(self, input: RunWordsInput) -> AsyncIterator[Any]:
        async for chunk in words(text=input.text):
            yield chunk

    @fal.endpoint("/words/stream")
    async def stream_run_words(self, input: RunWordsInput) -> StreamingResponse:
        async def events() -> AsyncIterator[str]:
            try:
                async for chunk in self.generate(input):
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

    @fal.endpoint("/words")
    async def run_words(self, input: RunWordsInput) -> list[Any]:
        chunks: list[Any] = []
        try:
            async for chunk in self.generate(input):
                if isinstance(chunk, dict) and chunk.get("error"):
                    raise HTTPException(status_code=500, detail=chunk["error"])
                chunks.append(chunk)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
        return chunks
