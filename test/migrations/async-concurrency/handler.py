import asyncio
import os
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


async def lookup(word):
    await asyncio.sleep(0.001 * len(word))
    return len(word)


class Input(BaseModel):
    words: Any = None


class Output(BaseModel):
    lengths: list[Any]
    total: Any


class AsyncConcurrency(fal.App, name="async-concurrency", max_multiplexing=20):
    machine_type = "S"

    def setup(self) -> None:
        self.max_concurrency_ = int(os.getenv("MAX_CONCURRENCY", "20"))

    @fal.endpoint("/")
    async def handler(self, input: Input) -> Output:
        words = input.words or []
        if len(words) > 50:
            raise HTTPException(status_code=422, detail="at most 50 words")
        lengths = await asyncio.gather(*(lookup(word) for word in words))
        return Output(lengths=list(lengths), total=sum(lengths))
