import asyncio
from typing import Any

import fal
from pydantic import BaseModel


class Input(BaseModel):
    name: Any = "nobody"


class Chat(fal.App, name="chat"):
    machine_type = "S"
    max_multiplexing = 4

    @fal.endpoint("/")
    async def handler(self, input: Input) -> dict[str, str]:
        await asyncio.sleep(0.05)
        return {"greeting": f"hello {input.name}"}
