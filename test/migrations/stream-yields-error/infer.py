import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


SEGMENTS = ["hello", "my", "friend"]


class Input(BaseModel):
    engine: str = "fast"
    language: str = "en"


class StreamYieldsError(fal.App, name="stream-yields-error"):
    machine_type = "S"

    def generate(self, input: Input) -> Iterator[Any]:
        engine = input.engine
        language = input.language

        if engine not in ("fast", "exact"):
            yield {"error": f"engine should be 'fast' or 'exact', not {engine}"}

        if language != "en":
            yield {"error": "only en is supported", "language": language}
            return

        yield from transcribe_core(engine)

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
    def transcribe(self, input: Input) -> list[Any]:
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


def transcribe_core(engine):
    for index, text in enumerate(SEGMENTS):
        segment = {"id": index, "text": text}
        if engine == "exact":
            segment["confidence"] = 1 / (index + 1)
        yield segment
