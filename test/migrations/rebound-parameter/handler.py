import uuid
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Engine:
    def generate(self, prompt, n=2):
        return [f"{prompt} #{i}" for i in range(n)]


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    prompt: str
    n: int = 2


class Output(BaseModel):
    choices: Any
    count: Any


class ReboundParameter(fal.App, name="rebound-parameter"):
    machine_type = "S"

    def setup(self) -> None:
        self.engine = Engine()

    @fal.endpoint("/")
    def handler(self, input: Input) -> Output:
        request_id = (self.current_request and self.current_request.request_id) or str(uuid.uuid4())
        job = {"id": request_id, "input": input.model_dump(exclude_unset=True)}
        job_input = job["input"]
        prompt, n = job_input["prompt"], job_input.get("n", 2)

        # from here on "job" is something else
        job = self.engine.generate(prompt, n)
        if len(job) > 5:
            raise HTTPException(status_code=422, detail="too many")
        count = {"input": len(job)}
        return Output(choices=job, count=count["input"])
