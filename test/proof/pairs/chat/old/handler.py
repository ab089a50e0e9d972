import asyncio

import runpod


async def handler(job):
    name = job["input"].get("name", "nobody")
    await asyncio.sleep(0.05)
    return {"greeting": f"hello {name}"}


runpod.serverless.start({"handler": handler, "concurrency_modifier": lambda current: 4})
