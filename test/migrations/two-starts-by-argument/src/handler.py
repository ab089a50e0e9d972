"""Counts letters; with --stream one letter after the other."""
import argparse
import functools
import inspect
import json
import sys
import uuid
from collections.abc import Iterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


def letters(job):
    job_input = job["input"]
    if job_input.get("fail"):
        raise RuntimeError(job_input.get("message", "told to fail"))
    return sorted(set(job_input.get("text", "abc")))


def count(job):
    return {"letters": len(letters(job))}


def spell(job):
    for letter in letters(job):
        yield {"letter": letter}


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
    message: str = "told to fail"
    text: str = "abc"


class TwoStartsByArgument(fal.App, name="two-starts-by-argument"):
    machine_type = "S"

    def setup(self) -> None:
        parser = argparse.ArgumentParser()
        parser.add_argument("--stream", action="store_true")
        options, _unknown = parser.parse_known_args(sys.argv[1:])

        # Which of them is a matter of the start command
        if options.stream:
            print("streaming")
            self.run_job = spell
        else:
            self.run_job = count

    @fal.endpoint("/stream")
    def stream(self, input: Input) -> StreamingResponse:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}

        def events() -> Iterator[str]:
            try:
                for chunk in spell(job):
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
    @report_errors
    def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(listed(self.run_job(job)))
