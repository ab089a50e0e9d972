import asyncio
from typing import Any

import fal
from pydantic import BaseModel


async def process(job_input, model):
    await asyncio.sleep(0)
    values = job_input.values
    return Output(result=[model(v) for v in values])


model = abs


class Input(BaseModel):
    values: Any


class Output(BaseModel):
    result: list[Any]


class CoroutineFromLambda(fal.App, name="coroutine-from-lambda"):
    machine_type = "S"

    @fal.endpoint("/")
    async def run(self, input: Input) -> Output:
        return await process(input, model)
