import json
from collections.abc import Iterator
from typing import Any

import fal
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    n: int | float | None = None


class StreamOfNumbers(fal.App, name="stream-of-numbers"):
    machine_type = "S"

    def collatz(self, input: Input) -> Iterator[Any]:
        n = input.n
        if n is None or n < 1:
            raise ValueError("n must be a positive number")
        yield n
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            yield n
        return "done"  # nobody sees this

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events() -> Iterator[str]:
            try:
                for chunk in self.collatz(input):
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
