import json
from collections.abc import AsyncIterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


class OpenAIEngine:
    models = ["tiny-chat"]

    async def handle(self, route, body):
        if route == "/v1/models":
            yield {"object": "list", "data": [{"id": m, "object": "model"} for m in self.models]}
        elif route == "/v1/chat/completions":
            if body.get("model") not in self.models:
                yield {"object": "error", "message": f"The model `{body.get('model')}` does not exist.", "code": 404}
                return
            yield {"choices": [{"message": {"role": "assistant", "content": body["messages"][-1]["content"][::-1]}}]}
        else:
            yield {"error": "Invalid route"}


class PlainEngine:
    async def generate(self, prompt, n):
        for i in range(n):
            yield {"text": prompt[: i + 1]}


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    openai_route: Any = None
    openai_input: dict[str, Any] = {}
    prompt: str | None = None
    n: int = 2


class OpenaiRoute(fal.App, name="openai-route", max_multiplexing=50):
    machine_type = "S"

    def setup(self) -> None:
        self.openai_engine = OpenAIEngine()
        self.plain_engine = PlainEngine()

    async def generate(self, input: Input) -> AsyncIterator[Any]:
        job_input = input.model_dump(exclude_unset=True)
        if job_input.get("openai_route"):
            generator = self.openai_engine.handle(job_input["openai_route"], job_input.get("openai_input", {}))
        else:
            generator = self.plain_engine.generate(job_input["prompt"], job_input.get("n", 2))
        async for batch in generator:
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
