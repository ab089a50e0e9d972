import asyncio
import json
import os
from collections.abc import AsyncIterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    max_tokens: int = 4
    batch_size: int = 2


class AsyncStreamAggregate(fal.App, name="async-stream-aggregate"):
    machine_type = "S"
    app_files = ["engine.py"]

    def setup(self) -> None:
        from engine import TinyEngine

        self.engine = TinyEngine(words=os.environ.get("WORDS", "alpha beta gamma delta").split())

    def concurrency_modifier(self, current):
        return self.engine.max_concurrency

    async def generate(self, input: Input) -> AsyncIterator[Any]:
        results_generator = self.engine.generate(input.model_dump(exclude_unset=True))
        async for batch in results_generator:
            # errors are yielded by the engine
            yield batch

    @fal.endpoint("/stream")
    async def stream(self, input: Input) -> StreamingResponse:
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

    @fal.endpoint("/")
    async def handler(self, input: Input) -> list[Any]:
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
