import asyncio

import runpod


class Engine:
    """Stands where vLLM would stand: tokens, one after the other."""

    async def generate(self, prompt, max_tokens):
        for index, word in enumerate(prompt.split()[:max_tokens]):
            await asyncio.sleep(0)
            yield {"index": index, "token": word.upper()}


engine = Engine()


async def handler(job):
    job_input = job["input"]
    prompt = job_input.get("prompt")
    if prompt is None:
        yield {"error": "prompt is required"}
        return

    async for token in engine.generate(prompt, job_input.get("max_tokens", 8)):
        yield token


runpod.serverless.start({"handler": handler})
