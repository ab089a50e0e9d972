import inspect
import json
import os
import uuid
from collections.abc import AsyncIterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


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
    value: Any


class StartsChosenInMain(fal.App, name="starts-chosen-in-main"):
    machine_type = "S"

    def setup(self) -> None:
        self.factor = int(os.environ.get("FACTOR", "3"))
        self.run_job = self.main()

    async def scale(self, job):
        value = job["input"]["value"]
        if value < 0:
            return {"error": "value must not be negative"}
        return {"scaled": value * self.factor}

    async def steps(self, job):
        value = job["input"]["value"]
        for step in range(value):
            yield {"step": step * self.factor}

    def main(self):
        mode = os.environ.get("WORKER_MODE", "steps")
        if mode == "steps":
            return self.steps
        elif mode == "scale":
            return self.scale
        else:
            raise SystemExit(f"no such mode: {mode}")

    @fal.endpoint("/stream")
    async def stream(self, input: Input) -> StreamingResponse:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}

        async def events() -> AsyncIterator[str]:
            try:
                async for chunk in self.steps(job):
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
    async def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(await settled(self.run_job(job)))
