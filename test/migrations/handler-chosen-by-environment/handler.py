import inspect
import json
import os
import uuid
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


def plain_handler(job):
    return {"text": " ".join(speak(job["input"]))}


def streaming_handler(job):
    for word in speak(job["input"]):
        yield word


def speak(job_input):
    name = job_input.get("name", "world")
    return ["hello,", name + "!"]


def listed(result):
    """The chunks of a generator in a list; a truthy `error` in one fails the request. Other results as they are."""
    if not inspect.isgenerator(result):
        return result
    chunks = []
    for chunk in result:
        if isinstance(chunk, dict) and chunk.get("error"):
            raise HTTPException(status_code=500, detail=chunk["error"])
        chunks.append(chunk)
    return chunks


def answer(result):
    """Answer a handler's result: a truthy `error` in it fails the request, as it failed the job on RunPod."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    return rest


class Input(BaseModel):
    name: str = "world"


class HandlerChosenByEnvironment(fal.App, name="handler-chosen-by-environment"):
    machine_type = "S"

    def setup(self) -> None:
        self.stream = os.getenv("STREAM", "false").lower() == "true"
        self.run_job = streaming_handler if self.stream else plain_handler

    @fal.endpoint("/stream")
    def stream_(self, input: Input) -> StreamingResponse:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}

        def events() -> Iterator[str]:
            try:
                for chunk in streaming_handler(job):
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
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(listed(self.run_job(job)))
