import asyncio
import hashlib
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel, ConfigDict


def digest(text, rounds):
    value = text.encode()
    for _ in range(rounds):
        value = hashlib.sha256(value).digest()
    return value.hex()[:16]


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    texts: Any
    rounds: int = 1
    timeout: int = 5


class AsyncWithThreads(fal.App, name="async-with-threads", max_multiplexing=4):
    machine_type = "S"

    def setup(self) -> None:
        self.semaphore = asyncio.Semaphore(2)

    async def hash_one(self, text, rounds):
        async with self.semaphore:
            return await asyncio.to_thread(digest, text, rounds)

    @fal.endpoint("/")
    async def handler(self, input: Input) -> Any:
        texts = input.texts
        rounds = input.rounds
        try:
            hashes = await asyncio.wait_for(asyncio.gather(*[self.hash_one(t, rounds) for t in texts]), timeout=input.timeout)
        except asyncio.TimeoutError:
            raise HTTPException(status_code=500, detail="timed out")
        return dict(zip(texts, hashes))
