import asyncio
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


class Engine:
    @classmethod
    async def create(cls, vocabulary):
        self = cls()
        await asyncio.sleep(0)
        self.vocabulary = {word: i for i, word in enumerate(vocabulary)}
        self.lock = asyncio.Lock()
        return self

    async def encode(self, text):
        async with self.lock:
            return [self.vocabulary.get(w, -1) for w in text.split()]


class Input(BaseModel):
    text: str | None = None


class Output(BaseModel):
    ids: Any
    unknown: Any


class AsyncSetupOnFirstJob(fal.App, name="async-setup-on-first-job"):
    machine_type = "S"

    def setup(self) -> None:
        self.engine = None

    async def get_engine(self):
        if self.engine is None:
            self.engine = await Engine.create(["red", "green", "blue"])
        return self.engine

    @fal.endpoint("/")
    async def handler(self, input: Input) -> Output:
        text = input.text
        if text is None:
            raise HTTPException(status_code=422, detail="text is required")
        e = await self.get_engine()
        ids = await e.encode(text)
        return Output(ids=ids, unknown=ids.count(-1))
