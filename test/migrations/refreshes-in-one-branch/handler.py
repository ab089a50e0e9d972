import inspect
import os
import uuid
from typing import Any

import fal
from fastapi import HTTPException, Response
from pydantic import BaseModel


def health(job):
    return {"alive": True, "text": job["input"].get("text")}


async def handler(job):
    text = job["input"]["text"]
    if not text:
        return {"error": "text is empty"}
    return {"text": text.upper()}


async def settled(result):
    """What was awaited, or an async generator's chunks in a list; a truthy `error` in one fails the request."""
    if inspect.isawaitable(result):
        return await result
    if not inspect.isasyncgen(result):
        return result
    chunks = []
    async for chunk in result:
        if isinstance(chunk, dict) and chunk.get("error"):
            raise HTTPException(status_code=500, detail=chunk["error"])
        chunks.append(chunk)
    return chunks


def answer(result, response):
    """Answer a handler's result: a truthy `error` fails the request, `refresh_worker` replaces the runner behind it."""
    if not isinstance(result, dict):
        return result
    rest = {key: value for key, value in result.items() if key not in ("error", "refresh_worker")}
    if error := result.get("error"):
        status = 503 if result.get("refresh_worker") and "x-fal-stop-runner" not in response.headers else 500
        raise HTTPException(status_code=status, detail={"error": error, **rest} if rest else error)
    if result.get("refresh_worker"):
        response.headers["x-fal-stop-runner"] = "true"
    return rest


class Input(BaseModel):
    text: str | None = None


class RefreshesInOneBranch(fal.App, name="refreshes-in-one-branch"):
    machine_type = "S"

    def setup(self) -> None:
        if os.environ.get("WORKER_KIND", "main") == "health":
            self.run_job = health
        else:
            self.run_job = handler

    @fal.endpoint("/")
    async def run(self, input: Input, response: Response) -> Any:
        response.headers["x-fal-stop-runner"] = "true"
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(await settled(self.run_job(job)), response)
