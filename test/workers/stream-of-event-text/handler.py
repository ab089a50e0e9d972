import json

import runpod


def chat_chunks(messages):
    text = messages[-1]["content"]
    for word in text.split():
        yield {"choices": [{"delta": {"content": word + " "}}]}
    yield None


async def handler(job):
    job_input = job["input"]
    for chunk in chat_chunks(job_input["messages"]):
        if chunk is None:
            yield "data: [DONE]\n\n"
        else:
            yield f"data: {json.dumps(chunk)}\n\n"


runpod.serverless.start({"handler": handler, "return_aggregate_stream": True})
