import asyncio

import fal
from pydantic import BaseModel, ConfigDict


class Input(BaseModel):
    # Other keys are passed on, and values are never converted.
    model_config = ConfigDict(extra="allow", strict=True)

    delay: int = 0


class ConcurrencyFollowsLoad(fal.App, name="concurrency-follows-load", max_multiplexing=10):
    machine_type = "S"

    @fal.endpoint("/")
    async def process_request(self, input: Input) -> str:
        await asyncio.sleep(input.delay)
        return f"Processed: {input.model_dump(exclude_unset=True)}"
