import json
from collections.abc import Iterator
from typing import Any

import fal
from fal.toolkit import File
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


def write_part(number, text):
    path = f"/tmp/streamed-part-{number}.txt"
    with open(path, "w") as file:
        file.write(text.upper())
    return path


class Input(BaseModel):
    words: list[Any] = ["one", "two"]


class StreamedSavedPaths(fal.App, name="streamed-saved-paths"):
    machine_type = "S"

    def generate(self, input: Input) -> Iterator[Any]:
        words = input.words
        for number, word in enumerate(words):
            path = write_part(number, word)
            yield {"number": number, "file": File.from_path(path, content_type="text/plain").model_dump()}
        yield {"done": len(words)}

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        def events() -> Iterator[str]:
            try:
                for chunk in self.generate(input):
                    yield f"data: {json.dumps(chunk)}\n\n"
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/")
    def handler(self, input: Input) -> list[Any]:
        try:
            return list(self.generate(input))
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
