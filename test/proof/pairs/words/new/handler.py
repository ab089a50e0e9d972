import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

WORDS = "the quick brown fox".split()


class Input(BaseModel):
    model_config = ConfigDict(strict=True)

    prompt: str = ""
    max_tokens: int = 16


class Words(fal.App, name="words"):
    machine_type = "S"

    def generate(self, input: Input) -> Iterator[dict[str, Any]]:
        prompt = input.prompt
        if not prompt:
            raise ValueError("prompt is empty")
        for index in range(input.max_tokens):
            if prompt == "stop" and index == 2:
                yield {"error": "stopped"}
                yield {"never": True}
            yield {"token": WORDS[index % len(WORDS)], "index": index}
            if prompt == "break" and index == 1:
                raise RuntimeError("the model broke")

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events() -> Iterator[str]:
            try:
                for chunk in self.generate(input):
                    yield f"data: {json.dumps(chunk)}\n\n"
                    if chunk.get("error"):
                        return
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/")
    def run(self, input: Input) -> list[dict[str, Any]]:
        chunks = []
        try:
            for chunk in self.generate(input):
                if chunk.get("error"):
                    raise HTTPException(status_code=500, detail=chunk["error"])
                chunks.append(chunk)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
        return chunks
