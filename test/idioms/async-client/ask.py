import asyncio

import aiohttp
import runpod
from runpod import AsyncioEndpoint

runpod.api_key = "set in the environment"


async def main(texts):
    async with aiohttp.ClientSession() as session:
        endpoint = AsyncioEndpoint("q1w2e3", session)
        jobs = [await endpoint.run({"text": text}) for text in texts]
        return [await job.output(timeout=60) for job in jobs]


if __name__ == "__main__":
    print(asyncio.run(main(["one", "two"])))
