import asyncio
from typing import Any

import fal
from pydantic import BaseModel, ConfigDict


async def upper(text: str, times: int = 1) -> dict:
    """Shouts a text, with how common its words are."""
    from wordfreq import zipf_frequency

    words = text.split()
    return Output(text=" ".join([text.upper()] * times), common=[zipf_frequency(word, "en") for word in words])


class Input(BaseModel):
    # Values are never converted, as before.
    model_config = ConfigDict(strict=True)

    text: str
    times: int = 1


class Output(BaseModel):
    text: str
    common: list[Any]


class FlashFunction(fal.App, name="flash-function", min_concurrency=1, max_concurrency=4, keep_alive=30):
    machine_type = "GPU-L40"
    requirements = ["wordfreq==3.1.1"]

    @fal.endpoint("/")
    async def run(self, input: Input) -> Output:
        return await upper(text=input.text, times=input.times)
