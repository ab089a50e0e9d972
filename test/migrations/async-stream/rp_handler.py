import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import fal
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


class Engine:
    """Stands where vLLM would stand: tokens, one after the other."""

    async def generate(self, prompt, max_tokens):
        for index, word in enumerate(prompt.split()[:max_tokens]):
            await asyncio.sleep(0)
            yield {"index": index, "token": word.upper()}


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt: str | None = None
    max_tokens: int = 8


class AsyncStream(fal.App, name="async-stream"):
    machine_type = "S"

    def setup(self) -> None:
        self.engine = Engine()

    async def handler(self, input: Input) -> AsyncIterator[Any]:
        prompt = input.prompt
        if prompt is None:
            yield {"error": "prompt is required"}
            return

        async for token in self.engine.generate(prompt, input.max_tokens):
            yield token

    @fal.endpoint("/stream")
    async def stream(self, input: Input) -> StreamingResponse:
        async def events() -> AsyncIterator[str]:
            try:
                async for chunk in self.handler(input):
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
