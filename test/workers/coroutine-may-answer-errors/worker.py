import asyncio

import runpod

OPTIONS = {"refresh_worker": False}


async def reverse(text):
    await asyncio.sleep(0)
    if not text:
        return {"error": "nothing to reverse"}
    return text[::-1]


runpod.serverless.start({**OPTIONS, "handler": lambda job: reverse(job["input"].get("text", ""))})
