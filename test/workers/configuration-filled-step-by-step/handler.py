import os

import runpod


async def handler(job):
    text = job["input"]["text"]
    return {"reversed": text[::-1]}


config = {}
config["handler"] = handler
# busy hours
if os.environ.get("BUSY") == "1":
    config["concurrency_modifier"] = lambda current: min(current + 1, 8)

runpod.serverless.start(config)
