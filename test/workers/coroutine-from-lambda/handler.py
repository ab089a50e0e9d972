import asyncio
import runpod


async def process(job_input, model):
    await asyncio.sleep(0)
    values = job_input["values"]
    return {"result": [model(v) for v in values]}


model = abs
runpod.serverless.start({"handler": lambda job: process(job["input"], model)})
