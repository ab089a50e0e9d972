import json
import logging
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict


logger = logging.getLogger(__name__)


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    count: int | None = None
    step: Any = None


class MissingKeyInAStream(fal.App, name="missing-key-in-a-stream"):
    machine_type = "S"

    def setup(self) -> None:
        logging.basicConfig(level=logging.INFO)  # as importing RunPod's SDK did

    def generate(self, input: Input) -> Iterator[Any]:
        if "count" not in input.model_fields_set:
            logger.error("an incomplete job")
            yield {"error": "missing 'count'"}
            return
        count = input.count

        for number in range(count):
            if "step" not in input.model_fields_set:
                continue
            step = input.step
            yield {"number": number * step}

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
