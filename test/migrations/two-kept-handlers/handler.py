import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict, Field


def handler(job):
    values = job["input"] if job else {}
    return {"schema": values.get("schema", "none")}


def health(job):
    return {"alive": True, "deep": job["input"].get("deep", False)}


def check_all(texts):
    return [handler({"input": {"schema": text}}) for text in texts] + [health({"input": {}})]


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
    schema_: str = Field(default="none", alias="schema")


class HealthInput(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    deep: bool = False


class TwoKeptHandlers(fal.App, name="two-kept-handlers"):
    machine_type = "S"

    def setup(self) -> None:
        print("ready:", check_all(["first"]))

    @fal.endpoint("/")
    def handler(self, input: Input) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(by_alias=True, exclude_unset=True)}
        return answer(handler(job))

    @fal.endpoint("/health")
    def health_(self, input: HealthInput) -> Any:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        return answer(health(job))
