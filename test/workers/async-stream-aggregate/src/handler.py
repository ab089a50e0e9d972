import asyncio
import os

import runpod
from engine import TinyEngine

engine = TinyEngine(words=os.environ.get("WORDS", "alpha beta gamma delta").split())


def concurrency_modifier(current):
    return engine.max_concurrency


async def handler(job):
    job_input = job["input"]
    results_generator = engine.generate(job_input)
    async for batch in results_generator:
        # errors are yielded by the engine
        yield batch


runpod.serverless.start(
    {
        "handler": handler,
        "concurrency_modifier": lambda x: engine.max_concurrency,
        "return_aggregate_stream": True,
    }
)
