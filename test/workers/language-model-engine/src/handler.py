import os
import uuid

import runpod
from vllm import AsyncEngineArgs, AsyncLLMEngine, SamplingParams

MODEL_NAME = os.environ.get("MODEL_NAME", "mistralai/Mistral-7B-Instruct-v0.3")
MAX_CONCURRENCY = int(os.environ.get("MAX_CONCURRENCY", 300))

engine = AsyncLLMEngine.from_engine_args(
    AsyncEngineArgs(
        model=MODEL_NAME,
        gpu_memory_utilization=float(os.environ.get("GPU_MEMORY_UTILIZATION", 0.95)),
        max_model_len=8192,
    )
)


async def handler(job):
    job_input = job["input"]
    prompt = job_input.get("prompt")
    if not prompt:
        yield {"error": "No prompt provided"}
        return

    params = SamplingParams(**job_input.get("sampling_params", {"max_tokens": 128}))
    count = 0
    async for output in engine.generate(prompt, params, request_id="stream"):
        count += 1
        yield {"text": str(output.outputs[0].text), "tokens": count}


runpod.serverless.start({
    "handler": handler,
    "concurrency_modifier": lambda current: MAX_CONCURRENCY,
    "return_aggregate_stream": True,
})
