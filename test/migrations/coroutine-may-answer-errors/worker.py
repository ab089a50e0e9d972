import asyncio
from typing import Any

import fal
from fastapi import HTTPException
from pydantic import BaseModel


async def reverse(text):
    await asyncio.sleep(0)
    if not text:
        raise HTTPException(status_code=422, detail="nothing to reverse")
    return text[::-1]


class Input(BaseModel):
    text: str = ""


class CoroutineMayAnswerErrors(fal.App, name="coroutine-may-answer-errors"):
    machine_type = "S"

    @fal.endpoint("/")
    async def run(self, input: Input) -> Any:
        return await reverse(input.text)
