import asyncio

import aiohttp
import fal_client



async def main(texts):
    async with aiohttp.ClientSession() as session:
        # TODO(fal): write "owner/app-name" for "q1w2e3", because that is the id of a RunPod endpoint
        endpoint = "q1w2e3"
        jobs = [await fal_client.submit_async(endpoint, arguments={"text": text}) for text in texts]
        return [await asyncio.wait_for(job.get(), timeout=60) for job in jobs]


if __name__ == "__main__":
    print(asyncio.run(main(["one", "two"])))
