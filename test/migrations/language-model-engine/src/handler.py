import json
import os
import uuid
from collections.abc import AsyncIterator
from typing import Any

import fal
from fastapi import HTTPException
from fastapi.responses import StreamingResponse
from pydantic import BaseModel


class Input(BaseModel):
    prompt: str | None = None
    sampling_params: dict[str, Any] = {"max_tokens": 128}


class LanguageModelEngine(fal.App, name="language-model-engine", max_multiplexing=300):
    machine_type = "GPU-A100"
    requirements = ["vllm==0.6.3"]

    def setup(self) -> None:
        from vllm import AsyncEngineArgs, AsyncLLMEngine

        MODEL_NAME = os.environ.get("MODEL_NAME", "mistralai/Mistral-7B-Instruct-v0.3")
        MAX_CONCURRENCY = int(os.environ.get("MAX_CONCURRENCY", 300))

        self.engine = AsyncLLMEngine.from_engine_args(
            AsyncEngineArgs(
                model=MODEL_NAME,
                gpu_memory_utilization=float(os.environ.get("GPU_MEMORY_UTILIZATION", 0.95)),
                max_model_len=8192,
            )
        )

    async def generate(self, input: Input) -> AsyncIterator[Any]:
        from vllm import SamplingParams

        prompt = input.prompt
        if not prompt:
            yield {"error": "No prompt provided"}
            return

        params = SamplingParams(**input.sampling_params)
        count = 0
        async for output in self.engine.generate(prompt, params, request_id="stream"):
            count += 1
            yield {"text": str(output.outputs[0].text), "tokens": count}

    @fal.endpoint("/stream")
    async def stream(self, input: Input) -> StreamingResponse:
        async def events() -> AsyncIterator[str]:
            try:
                async for chunk in self.generate(input):
                    if isinstance(chunk, dict) and chunk.get("error"):
                        yield f"data: {json.dumps({'error': chunk['error']})}\n\n"
                        return
                    yield f"data: {json.dumps(chunk)}\n\n"
            except Exception as e:
                yield f"data: {json.dumps({'error': str(e)})}\n\n"

        return StreamingResponse(events(), media_type="text/event-stream")

    @fal.endpoint("/")
    async def handler(self, input: Input) -> list[Any]:
        chunks: list[Any] = []
        try:
            async for chunk in self.generate(input):
                if isinstance(chunk, dict) and chunk.get("error"):
                    raise HTTPException(status_code=500, detail=chunk["error"])
                chunks.append(chunk)
        except HTTPException:
            raise
        except Exception as e:
            raise HTTPException(status_code=500, detail=str(e)) from e
        return chunks
