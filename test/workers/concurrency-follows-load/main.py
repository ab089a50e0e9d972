import asyncio
import random

import runpod

# how many requests a minute, as far as we know
request_rate = 0


async def process_request(job):
    await asyncio.sleep(job["input"].get("delay", 0))
    return f"Processed: {job['input']}"


def update_request_rate():
    """Pretends that the load changes."""
    global request_rate
    request_rate = random.randint(20, 100)


def adjust_concurrency(current_concurrency):
    """More under load, fewer without."""
    update_request_rate()
    max_concurrency = 10
    if request_rate > 50 and current_concurrency < max_concurrency:
        return current_concurrency + 1
    return max(1, current_concurrency - 1)


runpod.serverless.start({"handler": process_request, "concurrency_modifier": adjust_concurrency})
