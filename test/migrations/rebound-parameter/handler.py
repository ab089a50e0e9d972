from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


class Engine:
    def generate(self, prompt, n=2):
        return [f"{prompt} #{i}" for i in range(n)]


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

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
        prompt, n = input.prompt, input.n

        # from here on "job" is something else
        job = self.engine.generate(prompt, n)
        if len(job) > 5:
            raise HTTPException(status_code=422, detail="too many")
        count = {"input": len(job)}
        return Output(choices=job, count=count["input"])
