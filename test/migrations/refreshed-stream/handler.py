import functools
import json
import uuid
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


MODE = "fresh"


def spell(prefix, job):
    for letter in job["input"].get("word", "hi"):
        if not letter.isalpha():
            yield {"error": f"{letter!r} is no letter", "refresh_worker": True}
            return
        yield prefix + letter


class Input(BaseModel):
    word: str = "hi"


class RefreshedStream(fal.App, name="refreshed-stream"):
    machine_type = "S"

    def setup(self) -> None:
        self.run_job = functools.partial(spell, "-")

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}

        def events() -> Iterator[str]:
            try:
                for chunk in self.run_job(job):
                    if isinstance(chunk, dict) and chunk.get("error"):
                        yield f"data: {json.dumps({'error': chunk['error']})}\n\n"
                        return
                    if isinstance(chunk, str) and chunk.startswith("data:"):
                        yield chunk.rstrip("\r\n") + "\n\n"
                    else:
                        yield f"data: {json.dumps(chunk)}\n\n"
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(
            events(),
            media_type="text/event-stream",
            headers={"x-fal-stop-runner": "true"} if MODE == "fresh" else None,
        )

    @fal.endpoint("/")
    def run(self, input: Input, response: Response) -> list[Any]:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        if MODE == "fresh":
            response.headers["x-fal-stop-runner"] = "true"
        chunks: list[Any] = []
        try:
            for chunk in self.run_job(job):
                if isinstance(chunk, dict) and chunk.get("error"):
                    raise HTTPException(status_code=500, detail=chunk["error"])
                chunks.append(chunk)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
        return chunks
