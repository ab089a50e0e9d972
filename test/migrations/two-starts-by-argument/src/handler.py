import argparse
import functools
import json
import sys
import uuid
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


def report_errors(endpoint):
    """Answer an exception's message, as RunPod did; fal alone would say "Internal Server Error"."""

    @functools.wraps(endpoint)
    def run(*args, **kwargs):
        try:
            return endpoint(*args, **kwargs)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e

    return run


class Input(BaseModel):
    fail: Any = None
    message: str = "failed on request"
    text: str = "abc"


class HandlerInput(BaseModel):
    fail: Any = None
    message: str = "failed on request"
    text: str = "abc"


class TwoStartsByArgument(fal.App, name="two-starts-by-argument"):
    machine_type = "S"

    def setup(self) -> None:
        parser = argparse.ArgumentParser()
        parser.add_argument("--generator", action="store_true", default=False)
        args, _unknown = parser.parse_known_args(sys.argv[1:])

    def generate(self, input: Input, request_id: str) -> Iterator[Any]:
        for letter in _side_effects({"id": request_id, "input": input.model_dump(exclude_unset=True)})["text"]:
            yield letter

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())

        def events() -> Iterator[str]:
            try:
                for chunk in self.generate(input, request_id):
                    if isinstance(chunk, dict) and chunk.get("error"):
                        yield f"data: {json.dumps({'error': chunk['error']})}\n\n"
                        return
                    yield chunk if isinstance(chunk, str) and chunk.startswith("data:") else f"data: {json.dumps(chunk)}\n\n"
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/")
    def generator_handler(self, input: Input) -> list[Any]:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        chunks: list[Any] = []
        try:
            for chunk in self.generate(input, request_id):
                if isinstance(chunk, dict) and chunk.get("error"):
                    raise HTTPException(status_code=500, detail=chunk["error"])
                chunks.append(chunk)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
        return chunks

    @fal.endpoint("/handler")
    @report_errors
    def handler(self, input: HandlerInput) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        return _side_effects({"id": request_id, "input": input.model_dump(exclude_unset=True)})


def _side_effects(job):
    job_input = job["input"]
    if job_input.get("fail"):
        raise Exception(job_input.get("message", "failed on request"))
    return {"text": job_input.get("text", "abc")}
