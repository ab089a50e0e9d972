import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


class Generator_:
    def simple(self, prompt, max_new_tokens):
        return (prompt + " ") * max_new_tokens

    def stream(self, prompt, max_new_tokens):
        text = ""
        for _ in range(max_new_tokens):
            text += prompt + " "
            yield text


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    prompt_prefix: str = ""
    prompt: str
    prompt_suffix: str = ""
    max_new_tokens: int = 2
    stream: bool = False


class StreamBothModes(fal.App, name="stream-both-modes"):
    machine_type = "S"

    def setup(self) -> None:
        self.generator = Generator_()

    def generate(self, input: Input) -> Iterator[Any]:
        prompt: str = input.prompt_prefix + input.prompt + input.prompt_suffix
        max_new_tokens = input.max_new_tokens
        stream: bool = input.stream

        if stream:
            yield from self.generator.stream(prompt, max_new_tokens)
        else:
            yield self.generator.simple(prompt, max_new_tokens)

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
    def inference(self, input: Input) -> list[Any]:
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
