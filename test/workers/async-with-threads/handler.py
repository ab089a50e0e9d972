import asyncio
import hashlib

import runpod

semaphore = asyncio.Semaphore(2)


def digest(text, rounds):
    value = text.encode()
    for _ in range(rounds):
        value = hashlib.sha256(value).digest()
    return value.hex()[:16]


async def hash_one(text, rounds):
    async with semaphore:
        return await asyncio.to_thread(digest, text, rounds)


async def handler(job):
    job_input = job["input"]
    texts = job_input["texts"]
    rounds = job_input.get("rounds", 1)
    try:
        hashes = await asyncio.wait_for(asyncio.gather(*[hash_one(t, rounds) for t in texts]), timeout=job_input.get("timeout", 5))
    except asyncio.TimeoutError:
        return {"error": "timed out"}
    return dict(zip(texts, hashes))


runpod.serverless.start({"handler": handler, "concurrency_modifier": lambda current: 4})
