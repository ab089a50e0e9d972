import json

import runpod


async def handler(job):
    for token in job["input"]["text"].split():
        yield f"data: {json.dumps({'token': token})}\n\n"
    yield "data: [DONE]\n\n"


runpod.serverless.start({"handler": handler})
