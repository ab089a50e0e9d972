import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Greeter:
    def run(self, job):
        return {"greeting": f"good day, {job['input'].get('name', 'you')}"}


class Greeter:
    def __init__(self):
        self.greeted = 0

    async def run(self, job):
        self.greeted += 1
        name = job["input"].get("name", "you")
        if not name:
            return {"error": "whom?"}
        return {"greeting": f"hello {name}", "greeted": self.greeted}


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
    name: str = "you"


class ClassDefinedTwice(fal.App, name="class-defined-twice"):
    machine_type = "S"

    def setup(self) -> None:
        self.run_job = Greeter().run

    @fal.endpoint("/")
    async def run(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(await self.run_job(job))
