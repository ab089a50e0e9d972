import asyncio
import os

import runpod

MAX_CONCURRENCY = int(os.getenv("MAX_CONCURRENCY", "20"))


def concurrency_modifier(current_concurrency):
    return MAX_CONCURRENCY


async def lookup(word):
    await asyncio.sleep(0.001 * len(word))
    return len(word)


async def handler(job):
    words = job["input"].get("words") or []
    if len(words) > 50:
        return {"error": "at most 50 words"}
    lengths = await asyncio.gather(*(lookup(word) for word in words))
    return {"lengths": list(lengths), "total": sum(lengths)}


runpod.serverless.start({
    "handler": handler,
    "concurrency_modifier": concurrency_modifier,
})
