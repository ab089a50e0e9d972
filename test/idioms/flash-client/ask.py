import asyncio

from runpod_flash import Endpoint


async def main():
    endpoint = Endpoint(id="q1w2e3")
    job = await endpoint.run({"text": "good morning"})
    await job.wait()
    return job.output


print(asyncio.run(main()))
