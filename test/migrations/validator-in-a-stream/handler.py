import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # As the RunPod schema did: no unknown keys, and no value of another type.
    model_config = ConfigDict(extra="forbid", strict=True)

    word: str
    times: int = 2


class ValidatorInAStream(fal.App, name="validator-in-a-stream"):
    machine_type = "S"

    def generate(self, input: Input) -> Iterator[Any]:
        for number in range(input.times):
            yield {"word": input.word, "number": number}

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events() -> Iterator[str]:
            try:
                for chunk in self.generate(input):
                    if isinstance(chunk, dict) and chunk.get("error"):
                        yield f"data: {json.dumps({'error': chunk['error']})}\n\n"
                        return
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
